import { Migration } from '@mikro-orm/migrations';

/** For the entries of access and of runners, which are few among those of jobs. */
export class M0019AuditAccess extends Migration {
  override up(): void {
    this.addSql(`create index audit_access on audit (kind, seq) where kind in ('access', 'runner')`);
  }
}
