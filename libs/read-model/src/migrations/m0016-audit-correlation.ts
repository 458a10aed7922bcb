import { Migration } from '@mikro-orm/migrations';

/** For the audit of one request: the bulk commands it made, without the tasks they led to. */
export class M0016AuditCorrelation extends Migration {
  override up(): void {
    this.addSql(`create index audit_correlation on audit (correlation_id, seq)
      where kind is distinct from 'task' and correlation_id is not null`);
  }
}
