import type { JobView } from '@reprise/contracts';
import { JobEntity } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import type { ReadModel } from '../read-model.ts';
import type { WorkDir } from './job-view.ts';
import { jobViews } from './job-views.ts';
import { snapshot } from '../transaction.ts';

/** Returns the jobs that exist, in no order. `workDir`: a runner's answer about their work dirs. */
export function readJobs(
  readModel: ReadModel,
  jobIds: readonly string[],
  workDir: WorkDir = 'unknown',
): Promise<JobView[]> {
  return snapshot(readModel, async (em) => {
    const found = await em.find(JobEntity, { job_id: { $in: [...jobIds] } }, UNMANAGED);
    return jobViews(em, rowsOf(found), workDir);
  });
}

/** One job, or null. */
export async function readJob(
  readModel: ReadModel,
  jobId: string,
  workDir: WorkDir = 'unknown',
): Promise<JobView | null> {
  const [job = null] = await readJobs(readModel, [jobId], workDir);
  return job;
}

/** For SSE with `Last-Event-ID`: jobs whose `last_seq` is above `seq`, ascending by it. */
export function jobsChangedSince(readModel: ReadModel, seq: number, limit = 1000): Promise<JobView[]> {
  return snapshot(readModel, async (em) => {
    const found = await em.find(
      JobEntity,
      { last_seq: { $gt: seq } },
      { ...UNMANAGED, orderBy: { last_seq: 'asc' }, limit },
    );
    return jobViews(em, rowsOf(found), 'unknown');
  });
}
