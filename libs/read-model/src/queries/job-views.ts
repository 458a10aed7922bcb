import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobView } from '@reprise/contracts';
import { sql } from 'kysely';
import { AttemptEntity, type JobRow } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { attemptKey } from '../fold/rows.ts';
import { jobView, type WorkDir } from './job-view.ts';

/** The jobs of these rows as the API gives them, in the order of the rows. */
export async function jobViews(em: EntityManager, jobs: readonly JobRow[], workDir: WorkDir): Promise<JobView[]> {
  if (jobs.length === 0) return [];
  const job_id = { $in: jobs.map((job) => job.job_id) };
  const attempts = rowsOf(await em.find(AttemptEntity, { job_id }, UNMANAGED));
  const byKey = new Map(attempts.map((row) => [attemptKey(row.job_id, row.attempt), row]));
  const positions = await queuePositions(em, jobs);
  return jobs.map((job) =>
    jobView(job, byKey.get(attemptKey(job.job_id, job.attempt)), positions.get(job.job_id) ?? null, workDir),
  );
}

/** Places in line, from 1, in the order of `waitingLine` of libs/job. */
async function queuePositions(em: EntityManager, jobs: readonly JobRow[]): Promise<Map<string, number>> {
  const ids = jobs.filter((job) => job.waiting).map((job) => job.job_id);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ job_id: string; position: string }>`
    select job_id, position from (
      select job_id, row_number() over (partition by queue order by priority desc, waiting_since) as position
      from job where waiting) line
    where job_id = any(${ids}::uuid[])`.execute(em.getKysely());
  return new Map(rows.map((row) => [row.job_id, Number(row.position)]));
}
