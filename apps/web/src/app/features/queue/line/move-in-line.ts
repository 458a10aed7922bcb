import { ProblemError } from '../../../core/problem.ts';
import { plural } from '../../../shared/format.ts';
import { reorder, type Placed } from './reorder.ts';

/** The queue order on the server. */
export interface Line {
  /** Reads the order from its start, with at least this many jobs if they exist. */
  read(least: number): Promise<{ jobs: readonly Placed[]; isWhole: boolean }>;
  /** @throws ProblemError */
  prioritize(jobId: string, priority: number): Promise<unknown>;
}

/** Other users may move jobs at the same time, so a second move corrects the position. */
const TRIES = 2;
/** Statuses of refusals for a job that no longer waits. */
const NOT_WAITING = [400, 409];
/** Maximum number of priorities that one move changes, because each change is a command and an audit entry. */
const MOST_CHANGES = 200;

/**
 * Moves a job between the two neighbours of its new position, in the current order.
 * @param shown the waiting jobs by position; undefined for a job that was not loaded yet
 * @param to its new position in the shown order, starting at 0
 * @returns its position, starting at 0; -1 if it no longer waits
 * @throws ProblemError
 * @throws Error if the move would change too many priorities
 */
export async function moveInLine(
  line: Line,
  shown: readonly (Placed | undefined)[],
  jobId: string,
  to: number,
): Promise<number> {
  const others = without(shown, jobId);
  const [ahead, behind] = [to - 1, to].map((place) => others[place]?.job_id);
  const placeOf = (job: string | undefined) =>
    job === undefined ? -1 : jobs.findIndex(({ job_id }) => job_id === job);
  const isAhead = () => placeOf(behind) < 0 || placeOf(jobId) < placeOf(behind);
  const isThere = () => placeOf(ahead) < placeOf(jobId) && isAhead();
  const least =
    to >= others.length
      ? Infinity
      : Math.max(
          to,
          shown.findIndex((job) => job?.job_id === jobId),
        ) + AROUND;
  let { jobs, isWhole } = await line.read(least);
  if (placeOf(jobId) < 0 && !isWhole) ({ jobs, isWhole } = await line.read(Infinity));
  for (let tried = 0; tried < TRIES && !isThere(); tried++) {
    const place = placeAheadOf(without(jobs, jobId), behind, to >= others.length ? Infinity : to);
    const changes = reorder(jobs, jobId, place, isWhole);
    if (changes.length > MOST_CHANGES) throw new Error(tooMany(changes.length));
    for (const { job_id, priority } of changes)
      await line.prioritize(job_id, priority).catch((error: unknown) => {
        // A job that has started is no longer in the way.
        if (job_id === jobId || !isNotWaiting(error)) throw error;
      });
    ({ jobs, isWhole } = await line.read(least));
  }
  return placeOf(jobId);
}

/** Number of jobs read around the relevant positions, because some may have been added or removed. */
const AROUND = 100;

const tooMany = (count: number) =>
  `The move would change the priority of ${plural(count, 'job')}, since those between have the same one. Move the job to the front, or change its own priority.`;

const without = <T extends Placed | undefined>(jobs: readonly T[], jobId: string) =>
  jobs.filter((job) => job?.job_id !== jobId);

const isNotWaiting = (error: unknown) => error instanceof ProblemError && NOT_WAITING.includes(error.status);

/** @param behind undefined if unknown, or at the end */
function placeAheadOf(others: readonly Placed[], behind: string | undefined, to: number): number {
  const place = behind === undefined ? -1 : others.findIndex(({ job_id }) => job_id === behind);
  return place < 0 ? Math.min(to, others.length) : place;
}
