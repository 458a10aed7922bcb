import type { StoredJob } from '@reprise/contracts';
import { sql } from 'kysely';
import { fork, type ReadModel } from '../read-model.ts';
import { isoTime } from '../entities/iso-time.ts';

/** A job with files on a storage, as the tables know it. */
export type KnownStoredJob = Omit<StoredJob, 'results_bytes' | 'work_dir_bytes' | 'measured_at'>;

/** Returns the jobs of which files may be left on a storage, the oldest first. */
export async function listStoredJobs(readModel: ReadModel): Promise<KnownStoredJob[]> {
  const { rows } = await sql<KnownStoredJob>`
    select * from (
      select job_id, sample_name, pipeline, created_by, status, completed_at::text as completed_at,
        coalesce(state->'last_run'->>'storage_id', state->>'results_on') as storage_id,
        state->'pinned' is not null as pinned,
        pending_action is not distinct from 'cleaning' as cleaning,
        jsonb_typeof((state->'cleaned')::jsonb) is not distinct from 'object'
          and coalesce(state->'clean_failed'->>'what', '') not in ('work_dir', 'all') as work_dir_cleaned,
        state->'results_cleaned' is not null as results_cleaned,
        state->'clean_failed'->>'at' as clean_failed_at,
        created_at
      from job
    ) as stored
    where storage_id is not null and not (work_dir_cleaned and results_cleaned)
    order by created_at`.execute(fork(readModel).getKysely());
  return rows.map(({ completed_at, ...job }) => ({
    ...{ job_id: job.job_id, sample_name: job.sample_name, pipeline: job.pipeline, created_by: job.created_by },
    ...{ status: job.status, storage_id: job.storage_id, pinned: job.pinned, cleaning: job.cleaning },
    ...{ work_dir_cleaned: job.work_dir_cleaned, results_cleaned: job.results_cleaned },
    clean_failed_at: job.clean_failed_at,
    completed_at: completed_at && isoTime(completed_at),
  }));
}
