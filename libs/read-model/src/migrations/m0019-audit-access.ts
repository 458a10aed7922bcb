import { Migration } from '@mikro-orm/migrations';

/** For the entries about access and runners, which are rare. */
export class M0019AuditAccess extends Migration {
  override up(): void {
    this.addSql(`create index audit_access on audit (kind, seq) where kind in ('access', 'runner')`);
  }
}
