import { stringify } from 'csv-stringify/sync';
import type { JobView } from '@reprise/contracts';
import { ignoredFailures } from '@reprise/contracts/ignored-failures';
import { elapsedMs } from '@reprise/contracts/durations';
import { outlierSide, usualMetric, type UsualValues } from '../contract/index.ts';

type Row = Readonly<Record<string, string | number | null>>;

/**
 * Returns a table with a row for each job. A column for each quality metric has its value as in `GET /api/jobs`, and is
 * empty if it was not measured. Cells that look like formulas are escaped.
 */
export function batchCsv(jobs: readonly JobView[], usual: UsualValues, now: number): string {
  const metrics = [...new Set(jobs.flatMap(({ qc }) => qc?.metrics.map(({ name }) => name) ?? []))];
  const columns = [...Object.keys(factsOf(null, usual, now)), ...metrics.map((name) => `qc.${name}`)];
  return stringify(
    jobs.map((job) => ({ ...factsOf(job, usual, now), ...valuesOf(job) })),
    { header: true, columns, escape_formulas: true, record_delimiter: 'windows' },
  );
}

const factsOf = (job: JobView | null, usual: UsualValues, now: number): Row => ({
  sample_name: job && job.sample_name,
  job_id: job && job.job_id,
  status: job && job.status,
  cause: job?.failure?.cause ?? null,
  exit_code: job?.failure?.failing_step ? job.failure.exit_code : null,
  step: job && (job.status === 'completed' ? null : job.current_step),
  attempt: job && job.attempt,
  duration_ms: job && elapsedMs(job, now),
  qc: job?.qc?.verdict ?? null,
  qc_outliers: job && outliersOf(job, usual),
  ignored_failures: job && ignoredFailures(job),
});

/** Names of the metrics whose values are outliers, separated by spaces. */
const outliersOf = ({ pipeline, qc }: JobView, usual: UsualValues): string =>
  (qc?.metrics ?? [])
    .filter(({ name, value }) => outlierSide(value, usualMetric(usual, pipeline, name)))
    .map(({ name }) => name)
    .join(' ');

const valuesOf = ({ qc }: JobView): Row =>
  Object.fromEntries((qc?.metrics ?? []).map(({ name, value }) => [`qc.${name}`, value]));
