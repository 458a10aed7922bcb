import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobView } from '@reprise/contracts';
import { AttemptEntity, type JobRow } from '../entities/index.ts';
import { anyOf, databaseOf } from '../database.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { attemptKey } from '../fold/rows.ts';
import { jobView, type WorkDir } from './job-view.ts';
import { knownPlans, revisionOf } from './known-plans.ts';

/** The jobs of these rows as the API gives them, in the order of the rows. */
export async function jobViews(em: EntityManager, jobs: readonly JobRow[], workDir: WorkDir): Promise<JobView[]> {
  if (jobs.length === 0) return [];
  const job_id = { $in: jobs.map((job) => job.job_id) };
  const attempts = rowsOf(await em.find(AttemptEntity, { job_id }, UNMANAGED));
  const byKey = new Map(attempts.map((row) => [attemptKey(row.job_id, row.attempt), row]));
  const positions = await queuePositions(em, jobs);
  const attemptOf = (job: JobRow) => byKey.get(attemptKey(job.job_id, job.attempt));
  const unplanned = jobs.filter((job) => !attemptOf(job)?.progress.plan);
  const plans = await knownPlans(
    em,
    unplanned.map((job) => revisionOf(job, attemptOf(job))),
  );
  return jobs.map((job) => {
    const attempt = attemptOf(job);
    const plan = plans.get(revisionOf(job, attempt)) ?? null;
    return jobView(job, attempt, positions.get(job.job_id) ?? null, workDir, plan);
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
