import { stringify } from 'csv-stringify/sync';
import { BY_LABEL, type Sums, type SumsGroup } from '../../contract/index.ts';
import { hoursColumns, type Row } from './resources-csv.ts';
import type { JobSums } from './sum-jobs.ts';

/** Returns a table with a row for each job. Cells that look like formulas are escaped. */
export const jobsCsv = (jobs: readonly JobSums[], currency: string | null): string =>
  tableOf(
    jobs.map((job) => jobRow(job, currency)),
    jobRow(NO_JOB, null),
  );

/** Returns a table with a row for each group. The first column is named after what the groups are. */
export const groupsCsv = (groups: readonly SumsGroup[], by: string, currency: string | null): string =>
  tableOf(
    groups.map((group) => groupRow(group, by, currency)),
    groupRow({ ...NO_TASKS, name: null, jobs: 0 }, by, null),
  );

/** @param like a row, for the titles if there are no rows */
const tableOf = (rows: readonly Row[], like: Row): string =>
  stringify([...rows], {
    header: true,
    columns: Object.keys(like),
    escape_formulas: true,
    record_delimiter: 'windows',
  });

const groupRow = ({ name, batch_id, jobs, ...sums }: SumsGroup, by: string, currency: string | null): Row => ({
  [by.startsWith(BY_LABEL) ? 'label' : by]: name,
  ...(by === 'batch' && { batch_id }),
  jobs,
  ...sumColumns(sums, currency),
});

const jobRow = (job: JobSums, currency: string | null): Row => ({
  job_id: job.job_id,
  sample_name: job.sample_name,
  pipeline: job.pipeline,
  batch: job.batch_name,
  labels: Object.entries(job.labels)
    .map((pair) => pair.join('='))
    .join(' '),
  ...sumColumns(job, currency),
});

const sumColumns = (job: Omit<Sums, 'jobs'>, currency: string | null): Row => ({
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
const NO_TASKS: Omit<Sums, 'jobs'> = {
  tasks: 0,
  tasks_without_requests: 0,
  cpu_hours: UNKNOWN,
  memory_gb_hours: UNKNOWN,
  waiting: { queue_ms: null, executor_ms: null },
  footprint: { cost: null, energy_kwh: null, co2e_g: null },
};
const NO_JOB: JobSums = {
  job_id: '',
  sample_name: '',
  pipeline: '',
  batch_id: null,
  batch_name: null,
  labels: {},
  month: null,
  ...NO_TASKS,
};
