import type { JobView } from '@reprise/contracts';
import { sql } from 'kysely';
import type { ReadModel } from '../../read-model.ts';
import { withRules, type WorkDir } from './job-view.ts';
import { jobViews, viewsWhere } from './job-views.ts';
import { snapshot } from '../../transaction.ts';

/** Returns the jobs that exist, in no particular order. `workDir` contains a runner's answer about their work dirs. */
export const readJobs = (
  readModel: ReadModel,
  jobIds: readonly string[],
  workDir: WorkDir = 'unknown',
): Promise<JobView[]> =>
  snapshot(readModel, async (em) => (await jobViews(em, jobIds, workDir)).map((view) => withRules(view, readModel)));

/** Returns one job, or null. */
export async function readJob(
  readModel: ReadModel,
  jobId: string,
  workDir: WorkDir = 'unknown',
): Promise<JobView | null> {
  const [job = null] = await readJobs(readModel, [jobId], workDir);
  return job;
}

/** For SSE with `Last-Event-ID`: jobs whose `last_seq` is above `seq`, ascending by it. */
export async function jobsChangedSince(readModel: ReadModel, seq: number, limit = 1000): Promise<JobView[]> {
  const changed = sql`job.job_id in (select job_id from job where last_seq > ${seq} order by last_seq limit ${limit})`;
  const views = await snapshot(readModel, (em) => viewsWhere(em, changed, 'unknown'));
  return views.map((view) => withRules(view, readModel)).toSorted((a, b) => a.last_seq - b.last_seq);
}
