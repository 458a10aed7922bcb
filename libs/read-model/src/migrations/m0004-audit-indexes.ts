import { Migration } from '@mikro-orm/migrations';

/** For the audit page: the history without tasks; by actor, by type, by time; and by search terms in reasons. */
export class M0004AuditIndexes extends Migration {
  override up(): void {
    this.addSql(`create index audit_story on audit (seq) where kind is distinct from 'task' and repeat_of is null`);
    this.addSql(`create index audit_actor on audit (actor, seq)`);
    this.addSql(`create index audit_type on audit (type, seq) where kind is distinct from 'task'`);
    this.addSql(`create index audit_stored_at on audit (stored_at, seq)`);
    this.addSql(`create index audit_reason on audit (seq) where reason is not null`);
  }
}
