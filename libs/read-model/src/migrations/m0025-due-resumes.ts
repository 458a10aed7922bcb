import { Migration } from '@mikro-orm/migrations';

/** For the jobs that wait for an automatic resume, which are polled. */
export class M0025DueResumes extends Migration {
  override up(): void {
    this.addSql(
      `create index job_due_resume on job (completed_at) where status = 'failed' and state->'interruption'->>'is_due' = 'true'`,
    );
  }
}
