import type { RetentionStep, StoredJob } from '@reprise/contracts';

/** Retention rules; null: there is none. Ages in milliseconds since the job ended. */
export interface RetentionRules {
  readonly workDirMs: number | null;
  readonly resultsMs: number | null;
  /** Free bytes of a disk below which work dirs are deleted. */
  readonly minFreeBytes: number | null;
}

/** Free bytes of the disk of each storage; a storage without an answer is not in it. */
export type FreeDisks = ReadonlyMap<string, number>;

/**
 * Plans what the rules delete now: files of jobs that have ended and are not pinned, the oldest first. Below the least free
 * disk, work dirs go until there is as much, and no results: those cannot be made again from what is left. Pure.
 * @param now milliseconds since 1970
 */
export function planRetention(
  jobs: readonly StoredJob[],
  rules: RetentionRules,
  free: FreeDisks,
  now: number,
): RetentionStep[] {
  const candidates = jobs
    .filter((job) => mayBeCleaned(job, now))
    .toSorted((a, b) => endedAt(a) - endedAt(b) || order(a, b));
  const byAge = candidates.flatMap((job) => stepByAge(job, rules, now) ?? []);
  const planned = new Set(byAge.map(({ job }) => job.job_id));
  const rest = candidates.filter(({ job_id }) => !planned.has(job_id));
  return [...byAge, ...stepsByDisk(jobs, rest, byAge, rules, free)];
}

/** Milliseconds after a failed clean in which none is planned: what left the files is mended by people. */
const NOT_AGAIN_MS = 86_400_000;

const mayBeCleaned = ({ completed_at, pinned, cleaning, clean_failed_at: failedAt }: StoredJob, now: number) =>
  completed_at !== null && !pinned && !cleaning && (failedAt === null || now - Date.parse(failedAt) >= NOT_AGAIN_MS);
const endedAt = ({ completed_at }: StoredJob) => Date.parse(completed_at ?? '');
const order = (a: StoredJob, b: StoredJob) => (a.job_id < b.job_id ? -1 : 1);

function stepByAge(job: StoredJob, { workDirMs, resultsMs }: RetentionRules, now: number): RetentionStep | null {
  const age = now - endedAt(job);
  const workDir = workDirMs !== null && age >= workDirMs && !job.work_dir_cleaned;
  const results = resultsMs !== null && age >= resultsMs && !job.results_cleaned;
  if (results && workDir) return step(job, 'all', `retention: results after ${inWords(resultsMs)}`);
  if (results) return step(job, 'results', `retention: results after ${inWords(resultsMs)}`);
  return workDir ? step(job, 'work_dir', `retention: work dirs after ${inWords(workDirMs)}`) : null;
}

/** Files that were not measured may free nothing: they are left. What is being deleted counts as free. */
function stepsByDisk(
  jobs: readonly StoredJob[],
  rest: readonly StoredJob[],
  planned: readonly RetentionStep[],
  { minFreeBytes }: RetentionRules,
  free: FreeDisks,
): RetentionStep[] {
  if (minFreeBytes === null) return [];
  const rule = `retention: less than ${(minFreeBytes / 2 ** 30).toFixed(1)} GiB of disk free`;
  return [...free].flatMap(([storage, freeBytes]) => {
    const isHere = ({ storage_id }: StoredJob) => storage_id === storage;
    const underWay = jobs.filter((job) => isHere(job) && job.cleaning).map((job) => job.work_dir_bytes ?? 0);
    const coming = planned.filter(({ job }) => isHere(job)).map(({ bytes }) => bytes ?? 0);
    let missing = minFreeBytes - freeBytes - sum(underWay) - sum(coming);
    const steps: RetentionStep[] = [];
    for (const job of rest.filter((each) => isHere(each) && !each.work_dir_cleaned && each.work_dir_bytes)) {
      if (missing <= 0) break;
      steps.push(step(job, 'work_dir', rule));
      missing -= job.work_dir_bytes ?? 0;
    }
    return steps;
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

function step(job: StoredJob, what: RetentionStep['what'], rule: string): RetentionStep {
  const { results_bytes, work_dir_bytes } = job;
  const parts = [...(what === 'work_dir' ? [] : [results_bytes]), ...(what === 'results' ? [] : [work_dir_bytes])];
  return { job, what, rule, bytes: parts.includes(null) ? null : sum(parts as number[]) };
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "30 days", in the largest unit without a rest. */
function inWords(ms: number): string {
  const [name, unit] = UNITS.find(([, each]) => ms % each === 0) ?? UNITS[2];
  const count = Math.round(ms / unit);
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`;
}
