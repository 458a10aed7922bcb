import type { RetentionStep, StorageView, StoredJob } from '@reprise/contracts';
import type { TriedRules } from '../../core/api/storage-api.ts';
import { bytes, count, plural, runnerName } from '../../shared/format.ts';
import { STATUS, statusKey } from '../../shared/status/status.ts';

type Amount = StorageView['total'];

const AGE: Record<StorageView['by_age'][number]['age'], string> = {
  in_use: 'In use',
  week: 'Ended less than 7 days ago',
  month: '7 to 30 days ago',
  quarter: '30 to 90 days ago',
  older: 'More than 90 days ago',
};

export const ageText = (age: keyof typeof AGE): string => AGE[age];

/** Bytes of a job's files; null until they are measured. */
export const jobBytes = ({ results_bytes, work_dir_bytes }: StoredJob): number | null =>
  results_bytes === null || work_dir_bytes === null ? null : results_bytes + work_dir_bytes;

/** "2.1 GB", or "≥ 2.1 GB" if sizes of some jobs are not known yet. @param notMeasured number of those jobs */
export function amountText({ results_bytes, work_dir_bytes }: Amount, notMeasured: number): string {
  const sum = results_bytes + work_dir_bytes;
  if (notMeasured === 0) return bytes(sum);
  return sum === 0 ? 'not known yet' : `≥ ${bytes(sum)}`;
}

/** "size of 3 jobs not known yet": these jobs are not measured, or not reported to this gateway yet. */
export const unknownSizesText = (jobs: number): string => `size of ${plural(jobs, 'job')} not known yet`;

/** Used percentage of a disk, from 0 to 100; null if unknown. */
export const percentUsed = ({ bytes: all, free_bytes: free }: StorageView['disks'][number]): number | null =>
  all === null || free === null || all === 0 ? null : Math.round(((all - free) / all) * 100);

/** Why the work dir of a job cannot be deleted; null if it can. */
export function notCleanable(job: StoredJob): string | null {
  if (job.completed_at === null) return 'In use';
  if (job.pinned) return 'Pinned';
  if (job.abandoned) return 'Not proven to have ended';
  if (job.cleaning) return 'Being cleaned';
  return job.work_dir_cleaned ? 'Its work dir is removed' : null;
}

/** Status of a job as one word, as on other pages. */
export const statusWord = ({ status, cause }: StoredJob): string =>
  STATUS[statusKey({ status, pending_action: null, failure: cause && { cause } })].word;

/** State of a job's files as one word; empty if there is nothing to mention. */
export function storedStateText(job: StoredJob): string {
  if (job.completed_at === null) return '';
  return notCleanable(job) ?? (job.clean_failed_at === null ? '' : 'Not all could be deleted');
}

/** Error about the value of a rule in a form; empty if it is valid or absent. `isUnreadable`: it is not a number. */
export function ruleError(value: string, isUnreadable: boolean): string {
  if (isUnreadable) return 'Must be a number';
  return value === '' || Number(value) > 0 ? '' : 'Must be more than 0';
}

/** Rules from a form with numbers; undefined if no rule is given. */
export function triedRules(values: Readonly<Record<string, string>>): TriedRules | undefined {
  const number = (name: string) => {
    const value = Number(values[name]);
    return value > 0 ? value : undefined;
  };
  const [workDirs, results, free] = [number('work_dir_days'), number('results_days'), number('min_free_gib')];
  const rules = {
    ...(workDirs && { work_dir_days: workDirs }),
    ...(results && { results_days: results }),
    ...(free && { min_free_bytes: Math.round(free * 2 ** 30) }),
  };
  return Object.keys(rules).length > 0 ? rules : undefined;
}

/** "2 jobs, 2.1 GB of work dirs" for selected jobs. With "at least" if some were not measured. */
export function chosenText(jobs: readonly StoredJob[]): string {
  const measured = jobs.flatMap(({ work_dir_bytes }) => work_dir_bytes ?? []);
  const sum = bytes(measured.reduce((all, each) => all + each, 0));
  const isLeast = measured.length < jobs.length;
  const size = measured.length === 0 ? 'work dirs not measured' : `${isLeast ? 'at least ' : ''}${sum} of work dirs`;
  return `${plural(jobs.length, 'job')}, ${size}`;
}

/** Files that reruns left on one storage. */
export interface LeftOnStorage {
  readonly storage_id: string;
  /** Name of its runner. */
  readonly runner: string;
  readonly isAlive: boolean;
  readonly jobs: readonly StoredJob[];
  readonly cleanable: readonly StoredJob[];
  /** Null if none of them are measured. */
  readonly bytes: number | null;
}

/**
 * Groups the files that reruns left behind by storage, the largest first. A runner without a heartbeat for a day has no
 * name.
 */
export function leftByStorage(
  jobs: readonly StoredJob[],
  disks: StorageView['disks'],
  nameOf = runnerName,
): LeftOnStorage[] {
  const storages = [...new Set(jobs.map(({ storage_id }) => storage_id))];
  const groups = storages.map((storage_id) => {
    const left = jobs.filter((job) => job.storage_id === storage_id);
    const disk = disks.find((each) => each.storage_id === storage_id);
    return {
      storage_id,
      runner: disk ? nameOf(disk.runner_id) : `storage ${storage_id.slice(0, 8)}`,
      isAlive: disk?.alive ?? false,
      jobs: left,
      cleanable: left.filter((job) => notCleanable(job) === null),
      bytes: left.every((job) => jobBytes(job) === null)
        ? null
        : left.reduce((sum, job) => sum + (jobBytes(job) ?? 0), 0),
    };
  });
  return groups.toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
}

/** "3 jobs: 2.1 GB", or "more than 200 jobs: at least 2.1 GB" if there are more, or if some are not measured. */
export function freedText(steps: readonly RetentionStep[], hasMore: boolean): string {
  const jobs = hasMore ? `more than ${count(steps.length)} jobs` : plural(steps.length, 'job');
  if (steps.length > 0 && steps.every((step) => step.bytes === null)) return `${jobs}, of sizes not known yet`;
  const isLeast = hasMore || steps.some((step) => step.bytes === null);
  return `${jobs}: ${isLeast ? 'at least ' : ''}${bytes(steps.reduce((sum, step) => sum + (step.bytes ?? 0), 0))}`;
}

/** The retention rules as sentences. */
export function ruleText({ work_dir_ms, results_ms, min_free_bytes }: StorageView['rules']): string[] {
  return [
    ...(work_dir_ms === null ? [] : [`Work dirs are deleted ${ageOf(work_dir_ms)} after a job has ended.`]),
    ...(results_ms === null ? [] : [`Results are deleted ${ageOf(results_ms)} after a job has ended.`]),
    ...(min_free_bytes === null
      ? []
      : [`The oldest work dirs are deleted while less than ${bytes(min_free_bytes)} of a disk is free.`]),
  ];
}

function ageOf(ms: number): string {
  if (ms % 86_400_000 === 0) return plural(ms / 86_400_000, 'day');
  return ms % 3_600_000 === 0 ? plural(ms / 3_600_000, 'hour') : plural(Math.ceil(ms / 60_000), 'minute');
}
