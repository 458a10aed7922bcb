import { Migration } from '@mikro-orm/migrations';

/**
 * For the last started attempts of a pipeline revision. The predicate leaves `progress` out: otherwise every task event
 * would write the index.
 */
export class M0013PlanOfRevision extends Migration {
  override up(): void {
    this.addSql(`create index attempt_revision on attempt (pipeline_revision, started_at desc)
      where started_at is not null`);
  }
}
