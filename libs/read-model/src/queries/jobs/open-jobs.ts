import type { JobStatus, LaunchOptions, Params } from '@reprise/contracts';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';

const OPEN: JobStatus[] = ['pending', 'running', 'paused'];

/** A job that has not ended, with all fields that can refer to input files. */
export interface OpenJobInputs {
  readonly job_id: string;
  readonly sample_name: string;
  readonly params: Params;
  /** Null if the job has no options. */
  readonly launch: LaunchOptions | null;
  /** Text of its samplesheet, because the parameter only contains a file name; null if it has none. */
  readonly sheet: string | null;
}

/** Returns the jobs that have not ended, oldest first. */
export async function listOpenJobs(readModel: ReadModel): Promise<OpenJobInputs[]> {
  const rows = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(['job_id', 'sample_name', 'state'])
    .where('status', 'in', OPEN)
    .orderBy('created_at')
    .execute();
  return rows.map(({ job_id, sample_name, state: { params, launch, sheet } }) => ({
    job_id,
    sample_name,
    params,
    launch: launch ?? null,
    sheet: sheet?.text ?? null,
  }));
}
