import type { PipelineView } from '@reprise/contracts';
import { fieldGroups } from './params/schema-form.ts';

export const CHANGED_PIPELINE =
  'The pipeline changed since this form was opened. The form shows its parameters as they are now: check them, and send it again.';

/**
 * Returns the current view of a pipeline if its form or its own parameters changed since it was shown; null otherwise.
 * @param read reads all pipelines. If that fails, the server checks the parameters on submission
 */
export async function changedPipeline(
  shown: PipelineView | null,
  read: () => Promise<{ readonly items: readonly PipelineView[] }>,
): Promise<PipelineView | null> {
  const { items } = await read().catch(() => ({ items: [] as readonly PipelineView[] }));
  const current = items.find(({ name }) => name === shown?.name);
  if (!shown || !current || current.revision === shown.revision) return null;
  return offered(current) === offered(shown) ? null : current;
}

const offered = (pipeline: PipelineView): string => JSON.stringify([fieldGroups(pipeline), pipeline.params]);
