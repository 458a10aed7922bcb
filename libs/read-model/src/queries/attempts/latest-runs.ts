import { sql } from 'kysely';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';

/** A completed job whose latest attempt ran all steps. */
export interface CompletedRun {
  readonly job_id: string;
  readonly storage_id: string | null;
  /** Milliseconds without pauses. */
  readonly duration_ms: number;
  /** Whether neither its results nor its work dir were deleted. */
  readonly has_files: boolean;
}

/** Returns the jobs of a pipeline that completed last and ran all steps. */
export async function latestRuns(readModel: ReadModel, pipeline: string, limit: number): Promise<CompletedRun[]> {
  const { rows } = await sql<CompletedRun>`
    select job.job_id, state->'last_run'->>'storage_id' as storage_id,
      greatest(0, attempt.duration_ms - attempt.paused_ms) as duration_ms,
      jsonb_typeof((state->'cleaned')::jsonb) is distinct from 'object'
        and jsonb_typeof((state->'results_cleaned')::jsonb) is distinct from 'object' as has_files
    from job join attempt on attempt.job_id = job.job_id and attempt.attempt = job.attempt
    where job.pipeline = ${pipeline} and job.status = 'completed' and attempt.mode = 'fresh'
      and attempt.duration_ms is not null
    order by coalesce(job.completed_at, 'infinity') desc, job.job_id desc
    limit ${sql.lit(limit)}`.execute(databaseOf(fork(readModel)));
  return rows;
}
