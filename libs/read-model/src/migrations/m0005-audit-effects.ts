import { Migration } from '@mikro-orm/migrations';

/** For the effects of a job's commands, without reading its task events. */
export class M0005AuditEffects extends Migration {
  override up(): void {
    this.addSql(`create index audit_job_story on audit (job_id, seq) where kind is distinct from 'task'`);
  }
}
