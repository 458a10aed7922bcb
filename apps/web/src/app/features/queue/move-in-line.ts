import { ProblemError } from '../../core/problem.ts';
import { reorder, type Placed } from './reorder.ts';

/** The line on the server. */
export interface Line {
  read(): Promise<readonly Placed[]>;
  /** @throws ProblemError */
  prioritize(jobId: string, priority: number): Promise<unknown>;
}

/** Others may move jobs at the same time: once more puts a job where it was meant to be. */
const TRIES = 2;
/** Refusals of a job that does not wait any more. */
const NOT_WAITING = [400, 409];

/**
 * Moves a job between the two that were around its new place when it was moved, in the line as it is by now.
 * @param to its new place in the shown line, from 0
 * @returns its place, from 0; -1 if it does not wait any more
 * @throws ProblemError
 */
export async function moveInLine(line: Line, shown: readonly Placed[], jobId: string, to: number): Promise<number> {
  const [ahead, behind] = [to - 1, to].map((place) => without(shown, jobId)[place]?.job_id);
  const placeOf = (job: string | undefined) => jobs.findIndex(({ job_id }) => job_id === job);
  const isAhead = () => placeOf(behind) < 0 || placeOf(jobId) < placeOf(behind);
  const isThere = () => placeOf(ahead) < placeOf(jobId) && isAhead();
  let jobs = await line.read();
  for (let tried = 0; tried < TRIES && !isThere(); tried++) {
    for (const { job_id, priority } of reorder(jobs, jobId, placeAheadOf(without(jobs, jobId), behind, to)))
      await line.prioritize(job_id, priority).catch((error: unknown) => {
        // Another one that has started is out of the way.
        if (job_id === jobId || !isNotWaiting(error)) throw error;
      });
    jobs = await line.read();
  }
  return placeOf(jobId);
}

const without = (jobs: readonly Placed[], jobId: string) => jobs.filter(({ job_id }) => job_id !== jobId);

const isNotWaiting = (error: unknown) => error instanceof ProblemError && NOT_WAITING.includes(error.status);

/** @param behind undefined: the end */
function placeAheadOf(others: readonly Placed[], behind: string | undefined, to: number): number {
  if (behind === undefined) return others.length;
  const place = others.findIndex(({ job_id }) => job_id === behind);
  return place < 0 ? Math.min(to, others.length) : place;
}
