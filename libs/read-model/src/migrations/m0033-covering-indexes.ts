import { Migration } from '@mikro-orm/migrations';

/**
 * Replaces two indexes by ones with more columns. The outcomes of a pipeline are counted from the first one alone. The
 * second one finds the attempts whose steps a job shares: without its expressions, Postgres expects few matches and
 * reads all attempts.
 */
export class M0033CoveringIndexes extends Migration {
  override up(): void {
    this.addSql(`create index job_ended on job (pipeline, completed_at, job_id) include (status, cause)
      where status in ('completed', 'failed')`);
    this.addSql(`drop index job_of_pipeline`);
    this.addSql(`create index attempt_origin on attempt (pipeline_revision, (coalesce(launch -> 'profiles', '[]')),
      (coalesce(launch ->> 'entry', '')), started_at desc) where started_at is not null`);
    this.addSql(`drop index attempt_revision`);
  }
}
