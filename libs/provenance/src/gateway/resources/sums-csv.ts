import { stringify } from 'csv-stringify/sync';
import { hoursColumns, type Row } from './resources-csv.ts';
import type { JobSums } from './sum-jobs.ts';

/** Returns a table with a row for each job. Cells that look like formulas are escaped. */
export const sumsCsv = (jobs: readonly JobSums[], currency: string | null): string =>
  stringify(
    jobs.map((job) => rowOf(job, currency)),
    { header: true, columns: Object.keys(rowOf(NO_JOB, null)), escape_formulas: true, record_delimiter: 'windows' },
  );

const rowOf = (job: JobSums, currency: string | null): Row => ({
  job_id: job.job_id,
  sample_name: job.sample_name,
  pipeline: job.pipeline,
  batch: job.batch_name,
  labels: Object.entries(job.labels)
    .map((pair) => pair.join('='))
    .join(' '),
  tasks: job.tasks,
  tasks_without_requests: job.tasks_without_requests,
  ...hoursColumns(job),
  queue_ms: job.waiting.queue_ms,
  executor_ms: job.waiting.executor_ms,
  cost: job.footprint.cost,
  currency: job.footprint.cost === null ? null : currency,
  energy_kwh: job.footprint.energy_kwh,
  co2e_g: job.footprint.co2e_g,
});

const UNKNOWN = { requested: null, used: null };
/** For the titles, if no job matches. */
const NO_JOB: JobSums = {
  job_id: '',
  sample_name: '',
  pipeline: '',
  batch_name: null,
  labels: {},
  tasks: 0,
  tasks_without_requests: 0,
  cpu_hours: UNKNOWN,
  memory_gb_hours: UNKNOWN,
  waiting: { queue_ms: null, executor_ms: null },
  footprint: { cost: null, energy_kwh: null, co2e_g: null },
};
