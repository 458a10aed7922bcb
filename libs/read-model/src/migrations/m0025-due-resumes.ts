import { Migration } from '@mikro-orm/migrations';

/** For the jobs that wait to be resumed by their policy, which are looked for all the time. */
export class M0025DueResumes extends Migration {
  override up(): void {
    this.addSql(
      `create index job_due_resume on job (completed_at) where status = 'failed' and state->'interruption'->>'is_due' = 'true'`,
    );
  }
}
