import { wholeDuration, type RetentionStep, type StoredJob } from '@reprise/contracts';

/** Retention rules; null disables a rule. Ages are in milliseconds since the job ended. */
export interface RetentionRules {
  readonly workDirMs: number | null;
  readonly resultsMs: number | null;
  /** Free bytes of a disk below which work dirs are deleted. */
  readonly minFreeBytes: number | null;
}

/** A disk and the storage on it. Storage that does not answer has no disk. */
export interface FreeDisk {
  readonly storages: ReadonlySet<string>;
  readonly free_bytes: number;
}

/**
 * Plans what the rules delete now: files of ended jobs that are neither pinned nor abandoned, oldest first, one clean
 * per job and storage at a time. If a disk has less than the minimum free space, work dirs on it are deleted until it
 * has enough. Results are never deleted for space, because they cannot be reproduced. Files that a rerun should have
 * deleted are treated like work dirs, and files that it kept like results. Pure.
 * @param now milliseconds since 1970
 */
export function planRetention(
  jobs: readonly StoredJob[],
  rules: RetentionRules,
  disks: readonly FreeDisk[],
  now: number,
): RetentionStep[] {
  const candidates = jobs
    .filter((job) => mayBeCleaned(job, now))
    .toSorted((a, b) => endedAt(a) - endedAt(b) || order(a, b));
  const byAge = onePerJob(candidates.flatMap((job) => stepByAge(job, rules, now) ?? []));
  const planned = new Set(byAge.map(({ job }) => job.job_id));
  const rest = candidates.filter(({ job_id }) => !planned.has(job_id));
  return [...byAge, ...onePerJob(stepsByDisk(jobs, rest, byAge, rules, disks))];
}

const onePerJob = (steps: readonly RetentionStep[]): RetentionStep[] =>
  [...new Map(steps.toReversed().map((each) => [each.job.job_id, each])).values()].toReversed();

/** Minimum time between a failed clean and the next one, in milliseconds: an operator has to remove its cause. */
const NOT_AGAIN_MS = 86_400_000;

const mayBeCleaned = (job: StoredJob, now: number): boolean => {
  const { completed_at, pinned, abandoned, cleaning, clean_failed_at: failedAt } = job;
  if (completed_at === null || pinned || abandoned || cleaning) return false;
  return failedAt === null || now - Date.parse(failedAt) >= NOT_AGAIN_MS;
};
const endedAt = ({ completed_at }: StoredJob) => Date.parse(completed_at ?? '');
const order = (a: StoredJob, b: StoredJob) =>
  a.job_id === b.job_id ? (a.storage_id < b.storage_id ? -1 : 1) : a.job_id < b.job_id ? -1 : 1;

function stepByAge(job: StoredJob, { workDirMs, resultsMs }: RetentionRules, now: number): RetentionStep | null {
  const age = now - endedAt(job);
  if (job.left !== null) {
    const after = job.left === 'to_keep' ? resultsMs : (workDirMs ?? resultsMs);
    const isDue = after !== null && age >= after && bytesHere(job) > 0;
    return isDue ? step(job, 'all', `retention: files left by a rerun after ${wholeDuration(after)}`) : null;
  }
  const workDir = workDirMs !== null && age >= workDirMs && !job.work_dir_cleaned;
  const results = resultsMs !== null && age >= resultsMs && !job.results_cleaned;
  if (results && workDir) return step(job, 'all', `retention: results after ${wholeDuration(resultsMs)}`);
  if (results) return step(job, 'results', `retention: results after ${wholeDuration(resultsMs)}`);
  return workDir ? step(job, 'work_dir', `retention: work dirs after ${wholeDuration(workDirMs)}`) : null;
}

/** Files of unknown size are kept, because their deletion may free nothing. Files being deleted count as free. */
function stepsByDisk(
  jobs: readonly StoredJob[],
  rest: readonly StoredJob[],
  planned: readonly RetentionStep[],
  { minFreeBytes }: RetentionRules,
  disks: readonly FreeDisk[],
): RetentionStep[] {
  if (minFreeBytes === null) return [];
  const rule = `retention: less than ${(minFreeBytes / 2 ** 30).toFixed(1)} GiB of disk free`;
  return disks.flatMap(({ storages, free_bytes }) => {
    const isHere = ({ storage_id }: StoredJob) => storages.has(storage_id);
    const underWay = jobs.filter((job) => isHere(job) && job.cleaning).map((job) => bytesHere(job));
    const coming = planned.filter(({ job }) => isHere(job)).map(({ job, what }) => bytesHere(job, what));
    let missing = minFreeBytes - free_bytes - sum(underWay) - sum(coming);
    const steps: RetentionStep[] = [];
    for (const job of rest.filter((each) => isHere(each) && each.left !== 'to_keep' && !each.work_dir_cleaned)) {
      if (missing <= 0) break;
      const what = job.left === null ? 'work_dir' : 'all';
      if (bytesHere(job, what) === 0) continue;
      steps.push(step(job, what, rule));
      missing -= bytesHere(job, what);
    }
    return steps;
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Bytes that a clean frees on the storage's disk; 0 if not measured. */
function bytesHere(job: StoredJob, what: RetentionStep['what'] = job.left === null ? 'work_dir' : 'all'): number {
  const work = what === 'results' ? 0 : (job.work_dir_bytes ?? 0) - (job.other_disk_bytes ?? 0);
  return work + (what === 'work_dir' ? 0 : (job.results_bytes ?? 0));
}

function step(job: StoredJob, what: RetentionStep['what'], rule: string): RetentionStep {
  const { results_bytes, work_dir_bytes } = job;
  const parts = [...(what === 'work_dir' ? [] : [results_bytes]), ...(what === 'results' ? [] : [work_dir_bytes])];
  return { job, what, rule, bytes: parts.includes(null) ? null : sum(parts as number[]) };
}
