import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobView } from '@reprise/contracts';
import { sql, type RawBuilder } from 'kysely';
import { anyOf } from '../database.ts';
import { findJobs } from './job-rows.ts';
import { jobView, type WorkDir } from './job-view.ts';
import { knownPlans } from './known-plans.ts';
import { queuePositions } from './queue-line.ts';

/** The jobs with these ids as the API gives them, in no order. */
export const jobViews = (em: EntityManager, ids: readonly string[], workDir: WorkDir): Promise<JobView[]> =>
  viewsWhere(em, sql`job.job_id = ${anyOf(ids, 'uuid')}`, workDir);

/** The jobs that meet a condition on `job`, as the API gives them. */
export async function viewsWhere(
  em: EntityManager,
  condition: RawBuilder<unknown>,
  workDir: WorkDir,
): Promise<JobView[]> {
  const found = await findJobs(em, condition);
  const waiting = found.filter(({ job }) => job.waiting);
  const positions = await queuePositions(em, [...new Set(waiting.map(({ job }) => job.queue))]);
  const unplanned = found.filter(({ job, attempt }) => !attempt?.progress.plan && job.status !== 'completed');
  const plans = await knownPlans(em, unplanned);
  return found.map(({ job, attempt }) => {
    return jobView(job, attempt, positions.get(job.job_id) ?? null, workDir, plans.of(job, attempt));
  });
}
