import { Migration } from '@mikro-orm/migrations';

/** For what came of the commands of a job, without reading what its tasks did. */
export class M0005AuditEffects extends Migration {
  override up(): void {
    this.addSql(`create index audit_job_story on audit (job_id, seq) where kind is distinct from 'task'`);
  }
}
