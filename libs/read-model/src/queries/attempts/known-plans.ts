import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobStatus, PlannedStep } from '@reprise/contracts';
import type { Progress } from '@reprise/job';
import { sql } from 'kysely';
import type { AttemptRow, JobRow } from '../../entities/index.ts';
import { prepared } from '../../prepared-statements.ts';

/** The fields of an attempt that determine its plan. */
type Planned = Pick<AttemptRow, 'pipeline_revision'>;
/** The fields of a job that determine an attempt's plan. */
type Planning = Pick<JobRow, 'state'>;

/** Number of attempts that are searched for a plan. Attempts that ended before Nextflow listed its steps have none. */
const LATEST = 20;

/** Facts that determine the steps of a run, besides its parameters. */
interface PlanOrigin {
  readonly revision: string;
  readonly profiles: readonly string[];
  readonly entry: string;
}

/** Plans of earlier attempts, found by `knownPlans`. */
export interface KnownPlans {
  /** Returns the plan for a job's attempt; null if none is known. */
  of(job: Planning, attempt: Planned | undefined): readonly PlannedStep[] | null;
}

/** Reads the steps of attempts with the same revision, profiles and entry. Uses the latest attempt that has a plan. */
export async function knownPlans(
  em: EntityManager,
  attempts: readonly { readonly job: Planning; readonly attempt: Planned | undefined }[],
): Promise<KnownPlans> {
  const wanted = new Set(attempts.map(({ job, attempt }) => keyOf(job, attempt)));
  const plans = wanted.size === 0 ? new Map<string, PlannedStep[]>() : await readPlans(em, [...wanted]);
  return { of: (job, attempt) => plans.get(keyOf(job, attempt)) ?? null };
}

async function readPlans(em: EntityManager, keys: readonly string[]): Promise<Map<string, PlannedStep[]>> {
  const { rows } = await sql<{ key: string; plan: PlannedStep[] }>`${prepared}
    select wanted.key, found.plan from unnest(${keys}::text[]) as wanted (key)
    cross join lateral jsonb_to_record(wanted.key::jsonb) as origin (revision text, profiles jsonb, entry text)
    cross join lateral (
      select latest.plan from (
        select progress -> 'plan' as plan, started_at from attempt
        where pipeline_revision = origin.revision and started_at is not null
          and coalesce(launch -> 'profiles', '[]') = origin.profiles and coalesce(launch ->> 'entry', '') = origin.entry
        order by started_at desc limit ${sql.lit(LATEST)}
      ) as latest
      where jsonb_typeof(latest.plan) = 'array' order by latest.started_at desc limit 1
    ) as found`.execute(em.getKysely());
  return new Map(rows.map(({ key, plan }) => [key, plan]));
}

function keyOf(job: Planning, attempt: Planned | undefined): string {
  const { profiles = [], entry = '' } = job.state.launch ?? {};
  return JSON.stringify({ revision: attemptRevision(job, attempt), profiles, entry } satisfies PlanOrigin);
}

/** Revision that an attempt runs. Before its start, it is the submitted one. */
export const attemptRevision = ({ state }: Planning, attempt: Planned | undefined): string =>
  attempt?.pipeline_revision ?? state.pipeline_revision;

/** If a completed run has no plan, it has shown all its steps. */
export const withPlan = (progress: Progress, status: JobStatus, plan: readonly PlannedStep[] | null): Progress =>
  progress.plan || status === 'completed' ? progress : { ...progress, plan };
