import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobStatus, PlannedStep } from '@reprise/contracts';
import type { Progress } from '@reprise/job';
import { sql } from 'kysely';
import { databaseOf } from '../database.ts';
import type { AttemptRow, JobRow } from '../entities/index.ts';

/** Attempts looked at for a plan: those that ended before Nextflow named their steps have none. */
const LATEST = 20;

/** The steps of each revision of a pipeline, from its latest attempt that has a plan. */
export async function knownPlans(
  em: EntityManager,
  revisions: readonly string[],
): Promise<Map<string, readonly PlannedStep[]>> {
  if (revisions.length === 0) return new Map();
  const { rows } = await sql<{ revision: string; plan: PlannedStep[] }>`
    select wanted.revision, found.plan from unnest(${[...new Set(revisions)]}::text[]) as wanted (revision)
    cross join lateral (
      select latest.plan from (
        select progress -> 'plan' as plan, started_at from attempt
        where pipeline_revision = wanted.revision and started_at is not null
        order by started_at desc limit ${LATEST}
      ) as latest
      where jsonb_typeof(latest.plan) = 'array' order by latest.started_at desc limit 1
    ) as found`.execute(databaseOf(em));
  return new Map(rows.map(({ revision, plan }) => [revision, plan]));
}

/** The revision that an attempt runs, before its start that of the job's submission. */
export const revisionOf = ({ state }: JobRow, attempt: AttemptRow | undefined): string =>
  attempt?.pipeline_revision ?? state.pipeline_revision;

/** A completed run without a plan of its own has shown all its steps. */
export const withPlan = (progress: Progress, status: JobStatus, plan: readonly PlannedStep[] | null): Progress =>
  progress.plan || status === 'completed' ? progress : { ...progress, plan };
