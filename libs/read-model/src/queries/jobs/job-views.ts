import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobView } from '@reprise/contracts';
import { sql, type RawBuilder } from 'kysely';
import { anyOf } from '../../database.ts';
import { findJobs, type JobWithAttempt } from './job-rows.ts';
import { jobView, type WorkDir } from './job-view.ts';
import { knownPlans } from '../attempts/known-plans.ts';
import { queuePositions } from '../queues/queue-line.ts';

/** The jobs with these ids as in the API, in no particular order. */
export const jobViews = (em: EntityManager, ids: readonly string[], workDir: WorkDir): Promise<JobView[]> =>
  viewsWhere(em, sql`job.job_id = ${anyOf(ids, 'uuid')}`, workDir);

/** The jobs that meet a condition on `job`, as in the API. */
export const viewsWhere = async (
  em: EntityManager,
  condition: RawBuilder<unknown>,
  workDir: WorkDir,
): Promise<JobView[]> => viewsOf(em, await findJobs(em, condition), workDir);

/** Jobs of a query as in the API, in the given order. */
export async function viewsOf(
  em: EntityManager,
  found: readonly JobWithAttempt[],
  workDir: WorkDir,
): Promise<JobView[]> {
  const waiting = found.filter(({ job }) => job.waiting);
  const positions = await queuePositions(em, [...new Set(waiting.map(({ job }) => job.queue))]);
  const unplanned = found.filter(({ job, attempt }) => !attempt?.progress.plan && job.status !== 'completed');
  const plans = await knownPlans(em, unplanned);
  return found.map(({ job, attempt }) => {
    return jobView(job, attempt, positions.get(job.job_id) ?? null, workDir, plans.of(job, attempt));
  });
}
