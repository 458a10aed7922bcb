import { Migration } from '@mikro-orm/migrations';

/** For the entries about uploads and inputs, which are rare. */
export class M0024AuditInputs extends Migration {
  override up(): void {
    this.addSql(`create index audit_family on audit (kind, seq) where kind in ('access', 'runner', 'input')`);
    this.addSql(`drop index audit_access`);
  }
}
