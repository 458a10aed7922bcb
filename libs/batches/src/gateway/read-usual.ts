import { qcSummary, type QcReport } from '@reprise/contracts';
import { databaseOf, fork, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';
import type { UsualValues } from '../contract/index.ts';
import { lateLimit, robustLimits } from './robust-limits.ts';

/** Number of a pipeline's latest completed jobs that say what is usual. */
const LATEST_JOBS = 200;

interface CompletedJob {
  readonly duration_ms: number | null;
  /** Whether the attempt ran all steps without a pause. */
  readonly whole: boolean;
  readonly qc: QcReport | null;
}

/** Returns what is usual for the pipelines of a batch, by their latest completed jobs outside of the batch. */
export async function readUsual(
  readModel: ReadModel,
  batchId: string,
  pipelines: readonly string[],
): Promise<UsualValues> {
  const usual = pipelines.map(async (pipeline) => {
    const jobs = await latestJobs(readModel, batchId, pipeline);
    const durations = jobs.flatMap(({ duration_ms, whole }) => (whole && duration_ms !== null ? [duration_ms] : []));
    const duration = lateLimit(durations);
    return {
      pipeline,
      duration: duration && {
        jobs: duration.values,
        median_ms: duration.median,
        late_after_ms: duration.late_after,
      },
      metrics: usualMetrics(jobs),
    };
  });
  return { pipelines: await Promise.all(usual) };
}

/** The condition and the order use the index `job_ended`. */
async function latestJobs(readModel: ReadModel, batchId: string, pipeline: string): Promise<CompletedJob[]> {
  const { rows } = await sql<CompletedJob>`
    select attempt.duration_ms::float8 as duration_ms, attempt.mode = 'fresh' and attempt.paused_ms = 0 as whole,
      attempt.progress->'qc' as qc
    from job join attempt on attempt.job_id = job.job_id and attempt.attempt = job.attempt
    where job.pipeline = ${pipeline} and job.status = 'completed' and job.batch_id is distinct from ${batchId}::uuid
    order by job.completed_at desc, job.job_id desc
    limit ${sql.lit(LATEST_JOBS)}`.execute(databaseOf(fork(readModel)));
  return rows;
}

/** Returns the limits of each metric. For a job with several samples, uses the worst value, as the table of jobs does. */
function usualMetrics(jobs: readonly CompletedJob[]): UsualValues['pipelines'][number]['metrics'] {
  const values = new Map<string, number[]>();
  for (const { qc } of jobs)
    for (const { name, value } of qc ? qcSummary(qc).metrics : [])
      if (value !== null) values.set(name, [...(values.get(name) ?? []), value]);
  return [...values].flatMap(([name, measured]) => {
    const limits = robustLimits(measured);
    return limits
      ? [{ name, jobs: limits.values, median: limits.median, lower: limits.lower, upper: limits.upper }]
      : [];
  });
}
