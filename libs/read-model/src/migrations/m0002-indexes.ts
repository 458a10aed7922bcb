import { Migration } from '@mikro-orm/migrations';

/** For the job list (each sort order with its tie-break), the queue order, and pages of history and tasks. */
export class M0002Indexes extends Migration {
  override up(): void {
    this.addSql(`create index job_created_at on job (created_at, job_id)`);
    this.addSql(`create index job_sample_name on job (sample_name, job_id)`);
    this.addSql(`create index job_status on job (status, job_id)`);
    this.addSql(`create index job_completed_at on job ((coalesce(completed_at, 'infinity')), job_id)`);
    this.addSql(`create index job_last_seq on job (last_seq)`);
    this.addSql(`create index job_waiting on job (queue, priority desc, waiting_since) where waiting`);
    this.addSql(`create index audit_job on audit (job_id, seq)`);
    this.addSql(`create index task_first_seq on task (job_id, first_seq)`);
  }
}
