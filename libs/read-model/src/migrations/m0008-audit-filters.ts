import { Migration } from '@mikro-orm/migrations';

/** For the audit page: by event time, and for the effects of a command by its attempt. */
export class M0008AuditFilters extends Migration {
  override up(): void {
    this.addSql(`create index audit_at on audit (at, seq)`);
    this.addSql(`drop index audit_stored_at`);
    this.addSql(`create index audit_came_of on audit (job_id, attempt, type, seq)
      where kind is distinct from 'task' and repeat_of is null`);
    this.addSql(`drop index audit_job_story`);
  }
}
