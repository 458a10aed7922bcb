import { Migration } from '@mikro-orm/migrations';

/**
 * For the last started attempts of a pipeline's revision. The predicate leaves `progress` out: an index on it would be
 * written with every event of a task.
 */
export class M0013PlanOfRevision extends Migration {
  override up(): void {
    this.addSql(`create index attempt_revision on attempt (pipeline_revision, started_at desc)
      where started_at is not null`);
  }
}
