import { missingInputs, type Pipeline } from '@reprise/pipelines';
import type { HeldAttempt } from '../attempt/attempt.ts';

/** Maximum number of paths in a sentence. */
const MOST_NAMED = 3;

/**
 * Returns why a rerun may not delete the earlier results, if an input that is needed to reproduce them is missing. Null
 * if it may delete them, or if it deletes none.
 */
export async function goneInputs(
  { job, attempt }: HeldAttempt,
  pipeline: Pipeline,
  samplesRoot: string,
): Promise<string | null> {
  if (attempt === 1 || job.mode !== 'fresh' || job.keep_results) return null;
  const gone = (await missingInputs(pipeline, job, { samplesRoot })).map(({ path }) => path);
  if (gone.length === 0) return null;
  const more = gone.length > MOST_NAMED ? ` and ${gone.length - MOST_NAMED} more` : '';
  const [are, them] = gone.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${gone.slice(0, MOST_NAMED).join(', ')}${more} ${are} not there any more. Nothing was started, and no earlier results were deleted. Put ${them} back, then rerun.`;
}
