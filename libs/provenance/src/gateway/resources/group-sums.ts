import { labelTexts } from '@reprise/contracts';
import type { Rates } from '@reprise/gateway/shared/rates.ts';
import {
  BY_LABEL,
  type Footprint,
  type Hours,
  type ResourceSums,
  type Sums,
  type SumsGroup,
} from '../../contract/index.ts';
import { basisOf } from './footprint.ts';
import type { JobSums } from './sum-jobs.ts';
import { sumKnown } from './task-sums.ts';

/** Returns the sums over some jobs, in total and by group. */
export const resourceSums = (jobs: readonly JobSums[], by: string | undefined, rates: Rates): ResourceSums => ({
  ...total(jobs),
  groups: groupsOf(jobs, by),
  pipelines: distinct(jobs.map(({ pipeline }) => pipeline)),
  label_keys: distinct(jobs.flatMap(({ labels }) => Object.keys(labels))),
  basis: basisOf(rates),
});

/** @param by `pipeline` (default), `month`, `batch`, `label`, or `label:` and a key */
export function groupsOf(jobs: readonly JobSums[], by = 'pipeline'): SumsGroup[] {
  const groups = new Map<string | null, JobSums[]>();
  for (const job of jobs) for (const key of keysOf(job, by)) addTo(groups, key, job);
  const keys = [...groups.keys()].filter((key) => key !== null);
  const inOrder = by === 'batch' ? keys : keys.toSorted();
  return [...inOrder, ...(groups.has(null) ? [null] : [])].map((key) => {
    const own = groups.get(key)!;
    const isBatch = by === 'batch' && key !== null;
    return { name: isBatch ? own[0]!.batch_name : key, ...(isBatch && { batch_id: key }), ...total(own) };
  });
}

function addTo(groups: Map<string | null, JobSums[]>, key: string | null, job: JobSums): void {
  const group = groups.get(key);
  if (group) group.push(job);
  else groups.set(key, [job]);
}

/** Returns the groups that a job counts in: null if it belongs to none, several if it has several labels. */
function keysOf({ pipeline, month, batch_id, labels }: JobSums, by: string): readonly (string | null)[] {
  if (by === 'pipeline') return [pipeline];
  if (by === 'month') return [month];
  if (by === 'batch') return [batch_id];
  const all = labelTexts(labels);
  const own = by.startsWith(BY_LABEL) ? all.filter((text) => text.startsWith(`${by.slice(BY_LABEL.length)}=`)) : all;
  return own.length > 0 ? own : [null];
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].toSorted();

function total(jobs: readonly JobSums[]): Sums {
  const hours = (of: (job: JobSums) => Hours): Hours => ({
    requested: sumKnown(jobs.map((job) => of(job).requested)),
    used: sumKnown(jobs.map((job) => of(job).used)),
  });
  const footprint = (part: keyof Footprint) => sumKnown(jobs.map((job) => job.footprint[part]));
  return {
    jobs: new Set(jobs.map(({ job_id }) => job_id)).size,
    tasks: jobs.reduce((sum, { tasks }) => sum + tasks, 0),
    tasks_without_requests: jobs.reduce((sum, { tasks_without_requests }) => sum + tasks_without_requests, 0),
    cpu_hours: hours(({ cpu_hours }) => cpu_hours),
    memory_gb_hours: hours(({ memory_gb_hours }) => memory_gb_hours),
    waiting: {
      queue_ms: sumKnown(jobs.map(({ waiting }) => waiting.queue_ms)),
      executor_ms: sumKnown(jobs.map(({ waiting }) => waiting.executor_ms)),
    },
    footprint: { cost: footprint('cost'), energy_kwh: footprint('energy_kwh'), co2e_g: footprint('co2e_g') },
  };
}
