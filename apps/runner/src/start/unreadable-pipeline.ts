import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeAccess, findAccessProblems, isOpenToAll, type Isolation } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';

/** Returns why tasks cannot read a pipeline's script or config, and what to do; null if they can. */
export async function unreadablePipeline(
  { manifest, script, sources }: Pick<Pipeline, 'manifest' | 'script' | 'sources'>,
  isolation: Isolation,
): Promise<string | null> {
  const config = join(dirname(script), 'nextflow.config');
  const files = [script, ...(existsSync(config) ? [config] : [])];
  if ((await Promise.all(files.map(isOpenToAll))).every(Boolean)) return null;
  const asked = files.map((path) => ({ path }));
  const [problem] = await findAccessProblems(isolation, asked, [sources]);
  if (!problem) return null;
  const { reason, remedy } = describeAccess(problem, { isInput: false });
  return `The pipeline ${manifest.name} cannot be read: ${reason}. ${remedy} Then try again.`;
}
