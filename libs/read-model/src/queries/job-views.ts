import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobView } from '@reprise/contracts';
import { sql, type RawBuilder } from 'kysely';
import type { JobRow } from '../entities/index.ts';
import { anyOf, databaseOf } from '../database.ts';
import { findJobs } from './job-rows.ts';
import { jobView, type WorkDir } from './job-view.ts';
import { knownPlans } from './known-plans.ts';

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
  const positions = await queuePositions(
    em,
    found.map(({ job }) => job),
  );
  const unplanned = found.filter(({ job, attempt }) => !attempt?.progress.plan && job.status !== 'completed');
  const plans = await knownPlans(em, unplanned);
  return found.map(({ job, attempt }) => {
    return jobView(job, attempt, positions.get(job.job_id) ?? null, workDir, plans.of(job, attempt));
  });
}

/** Places in line, from 1, in the order of `waitingLine` of libs/job. */
async function queuePositions(em: EntityManager, jobs: readonly JobRow[]): Promise<Map<string, number>> {
  const ids = jobs.filter((job) => job.waiting).map((job) => job.job_id);
  if (ids.length === 0) return new Map();
  const db = databaseOf(em);
  const line = db
    .selectFrom('job')
    .select((job) => [
      'job_id',
      job.fn
        .agg<string>('row_number')
        .over((window) => window.partitionBy('queue').orderBy('priority', 'desc').orderBy('waiting_since'))
        .as('position'),
    ])
    .where((job) => job.ref('waiting'));
  const rows = await db
    .selectFrom(line.as('line'))
    .select(['job_id', 'position'])
    .where('job_id', '=', anyOf(ids, 'uuid'))
    .execute();
  return new Map(rows.map((row) => [row.job_id, Number(row.position)]));
}
