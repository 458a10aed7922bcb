import type { TaskView } from '@reprise/contracts';

const GB = 2 ** 30;

const RESOURCES: NonNullable<TaskView['resources']> = {
  cpus: 4,
  memory: 64 * GB,
  disk: null,
  time_ms: 4 * 3_600_000,
  realtime_ms: 3_600_000,
  peak_vmem: null,
  memory_percent: null,
  rchar: null,
  wchar: null,
  read_bytes: null,
  write_bytes: null,
  queue: null,
};

/** A completed task of an hour that requested 4 CPUs, 64 GB and 4 h, and used half a CPU and 8 GB. */
export const measuredTask = (
  hash: string,
  {
    resources = {},
    ...more
  }: Partial<Omit<TaskView, 'resources'>> & { resources?: Partial<typeof RESOURCES> | null } = {},
): TaskView => ({
  attempt: 1,
  process: 'WES:ALIGN',
  step: 'Alignment',
  tag: null,
  name: 'WES:ALIGN',
  hash,
  native_id: null,
  work_dir: `/work/${hash}`,
  status: 'completed',
  exit_code: 0,
  submitted_at: '2026-03-01T09:00:00.000Z',
  started_at: '2026-03-01T09:00:00.000Z',
  completed_at: '2026-03-01T10:00:00.000Z',
  duration_ms: 3_600_000,
  peak_rss: 8 * GB,
  cpu_percent: 50,
  error_action: null,
  tries: 1,
  cache_miss: null,
  ...more,
  resources: resources && { ...RESOURCES, ...resources },
});
