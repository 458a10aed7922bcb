import type { StoredJob } from '@reprise/contracts';
import { sql } from 'kysely';
import { fork, type ReadModel } from '../../read-model.ts';
import { isoTime } from '../../entities/iso-time.ts';

/** Files of a job in one storage location, as the tables record them. */
export type KnownStoredJob = Omit<StoredJob, 'results_bytes' | 'work_dir_bytes' | 'other_disk_bytes' | 'measured_at'>;

/** Returns the jobs that may have files left, once for each storage id, oldest first. */
export async function listStoredJobs(readModel: ReadModel): Promise<KnownStoredJob[]> {
  const { rows } = await sql<KnownStoredJob>`
    select job_id, sample_name, pipeline, created_by, status, cause, completed_at::text as completed_at,
      place.storage_id, place.left, pinned, abandoned, cleaning, place.work_dir_cleaned, place.results_cleaned, place.clean_failed_at
    from (
      select *, state->'pinned' is not null as pinned, state->'abandoned' is not null as abandoned,
        pending_action is not distinct from 'cleaning' as cleaning from job
    ) as stored cross join lateral (
      select coalesce(state->'last_run'->>'storage_id', state->>'results_on') as storage_id, null as left,
        jsonb_typeof((state->'cleaned')::jsonb) is not distinct from 'object'
          and coalesce(state->'clean_failed'->>'what', '') not in ('work_dir', 'all') as work_dir_cleaned,
        state->'results_cleaned' is not null as results_cleaned,
        state->'clean_failed'->>'at' as clean_failed_at
      union all
      select files->>'storage_id', case when files->'kept' is null then 'to_delete' else 'to_keep' end, false, false,
        files->>'clean_failed_at'
      from jsonb_array_elements(coalesce((state->'left')::jsonb, '[]')) as files
    ) as place
    where place.storage_id is not null and not (place.work_dir_cleaned and place.results_cleaned)
    order by created_at, job_id, place.left nulls first`.execute(fork(readModel).getKysely());
  return rows.map(({ completed_at, ...job }) => ({ ...job, completed_at: completed_at && isoTime(completed_at) }));
}
