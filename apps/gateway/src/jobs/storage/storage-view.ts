import type { RunnerView, SizesResponse, StorageView, StoredJob } from '@reprise/contracts';
import type { RetentionRules } from '@reprise/job';

type Amount = StorageView['total'];
type Age = StorageView['by_age'][number]['age'];

const DAY_MS = 86_400_000;
const AGES: readonly [Age, days: number][] = [
  ['week', 7],
  ['month', 30],
  ['quarter', 90],
  ['older', Infinity],
];

/** Adds up the sizes of jobs by group. @param now milliseconds since 1970 */
export function storageView(
  jobs: readonly StoredJob[],
  disks: ReadonlyMap<string, SizesResponse['disk']>,
  runners: readonly Pick<RunnerView, 'runner_id' | 'storage_id' | 'alive'>[],
  rules: RetentionRules,
  now: number,
): StorageView {
  const ages = amountsBy(jobs, (job) => ageOf(job, now));
  return {
    total: amountOf(jobs),
    by_pipeline: largestFirst(jobs, (job) => job.pipeline).map(([pipeline, amount]) => ({ pipeline, ...amount })),
    by_person: largestFirst(jobs, (job) => job.created_by).map(([actor, amount]) => ({ actor, ...amount })),
    by_age: (['in_use', 'week', 'month', 'quarter', 'older'] as const).flatMap((age) => {
      const amount = ages.get(age);
      return amount ? [{ age, ...amount }] : [];
    }),
    disks: runners.map(({ runner_id, storage_id, alive }) => {
      const disk = alive ? disks.get(storage_id) : undefined;
      return {
        runner_id,
        storage_id,
        alive,
        bytes: disk?.bytes ?? null,
        free_bytes: disk?.free_bytes ?? null,
        ...amountOf(jobs.filter((job) => job.storage_id === storage_id).map(onItsDisk)),
      };
    }),
    not_measured: jobs.filter(({ measured_at }) => measured_at === null).length,
    rules: { work_dir_ms: rules.workDirMs, results_ms: rules.resultsMs, min_free_bytes: rules.minFreeBytes },
  };
}

/** Excludes work dirs on a different disk. */
const onItsDisk = (job: StoredJob): StoredJob => ({
  ...job,
  work_dir_bytes: (job.work_dir_bytes ?? 0) - (job.other_disk_bytes ?? 0),
});

export const storedBytes = ({ results_bytes, work_dir_bytes }: StoredJob): number =>
  (results_bytes ?? 0) + (work_dir_bytes ?? 0);

function ageOf({ completed_at }: StoredJob, now: number): Age {
  if (completed_at === null) return 'in_use';
  const days = (now - Date.parse(completed_at)) / DAY_MS;
  return AGES.find(([, most]) => days < most)![0];
}

function amountOf(jobs: readonly StoredJob[]): Amount {
  const amount = { jobs: new Set(jobs.map(({ job_id }) => job_id)).size, results_bytes: 0, work_dir_bytes: 0 };
  for (const job of jobs) {
    amount.results_bytes += job.results_bytes ?? 0;
    amount.work_dir_bytes += job.work_dir_bytes ?? 0;
  }
  return amount;
}

function amountsBy<K>(jobs: readonly StoredJob[], keyOf: (job: StoredJob) => K): Map<K, Amount> {
  const groups = new Map<K, StoredJob[]>();
  for (const job of jobs) {
    const group = groups.get(keyOf(job));
    if (group) group.push(job);
    else groups.set(keyOf(job), [job]);
  }
  return new Map([...groups].map(([key, group]) => [key, amountOf(group)]));
}

const largestFirst = (jobs: readonly StoredJob[], keyOf: (job: StoredJob) => string): [string, Amount][] =>
  [...amountsBy(jobs, keyOf)].toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a) || b.jobs - a.jobs);

const sizeOf = ({ results_bytes, work_dir_bytes }: Amount) => results_bytes + work_dir_bytes;
