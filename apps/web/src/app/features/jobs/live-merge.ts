import type { JobView } from '@reprise/contracts';
import { isByActor, userActor, userOfActor } from '@reprise/contracts/actor';
import { labelTexts } from '@reprise/contracts/label-text';
import { statusKey } from '../../shared/status/status.ts';
import type { ListState } from './list-state.ts';
import { matchesMore } from './more-filters.ts';

/**
 * Returns the rows with changed jobs updated in place. The order and the number of rows stay the same, so that nothing
 * moves under the pointer. A job that is older than its row is ignored.
 */
export function mergeRows(rows: JobView[], changed: ReadonlyMap<string, JobView>): JobView[] {
  let next = rows;
  rows.forEach((row, i) => {
    const job = changed.get(row.job_id);
    if (!job || job.last_seq < row.last_seq || job === row) return;
    if (next === rows) next = [...rows];
    next[i] = job;
  });
  return next;
}

/** Returns the newest view of each job. */
export function newest(jobs: JobView[]): ReadonlyMap<string, JobView> {
  const found = new Map<string, JobView>();
  for (const job of jobs) {
    const known = found.get(job.job_id);
    if (!known || job.last_seq >= known.last_seq) found.set(job.job_id, job);
  }
  return found;
}

/** Returns the name of the person behind an actor. */
export type NameOf = (actor: string) => string;

/** Whether a job matches the list's filters. */
export function matches(job: JobView, state: ListState, nameOf: NameOf): boolean {
  const { tile } = state;
  const labels = labelTexts(job.labels);
  const ofTile = tile === 'all' || tile === 'cancelled' || tile === 'failed' ? tile : job.status;
  const inTile =
    tile === 'all' || (ofTile === 'cancelled' || ofTile === 'failed' ? statusKey(job) === tile : job.status === tile);
  return (
    inTile &&
    (!state.pipeline || job.pipeline === state.pipeline) &&
    (!state.createdBy || isByActor(job.created_by, state.createdBy)) &&
    (!state.qc || job.qc?.verdict === state.qc) &&
    state.labels.every((label) => labels.includes(label)) &&
    // A job does not contain its samplesheet, so the list is read with the sheet and does not grow.
    !state.sheet &&
    matchesMore(job, state.more) &&
    (!state.q || labels.includes(state.q) || holds(job, state.q, nameOf))
  );
}

/** The same search as on the server: it includes the names of people, but not those of tokens and services. */
function holds(job: JobView, q: string, nameOf: NameOf): boolean {
  const user = userOfActor(job.created_by);
  const name = user ? nameOf(userActor({ userId: user.userId })) : '';
  const texts = [job.sample_name, job.job_id, job.created_by, name, job.error_message ?? '', job.batch?.name ?? ''];
  return texts.join('\n').toLowerCase().includes(q.toLowerCase());
}

/**
 * Returns the ids of the rows that no longer match the filters since they were read: those of earlier changes, and
 * those of the latest one.
 */
export function unmatched(
  { before, after }: { before: readonly JobView[]; after: readonly JobView[] },
  earlier: ReadonlySet<string>,
  isMatch: (job: JobView) => boolean,
): ReadonlySet<string> {
  const next = new Set(earlier);
  after.forEach((job, i) => {
    if (job === before[i]) return;
    if (isMatch(job)) next.delete(job.job_id);
    else if (isMatch(before[i]!)) next.add(job.job_id);
  });
  return next;
}

/** Compares jobs in the order of the list. If sorted by end, jobs that have not ended come last. */
export function compareJobs(a: JobView, b: JobView, { sort, order }: Pick<ListState, 'sort' | 'order'>): number {
  const sign = order === 'asc' ? 1 : -1;
  const [x, y] = [a[sort], b[sort]];
  if (x === y) return sign * a.job_id.localeCompare(b.job_id);
  if (x === null) return 1;
  if (y === null) return -1;
  return sign * (x < y ? -1 : 1);
}

/**
 * Whether a changed job belongs among the rows but is missing. Jobs below the last loaded row are not included, because
 * they are read when the user scrolls.
 */
export function isNewRow(job: JobView, rows: JobView[], hasMore: boolean, state: ListState, nameOf: NameOf): boolean {
  if (!matches(job, state, nameOf) || rows.some(({ job_id }) => job_id === job.job_id)) return false;
  const last = rows.at(-1);
  return !hasMore || !last || compareJobs(job, last, state) < 0;
}
