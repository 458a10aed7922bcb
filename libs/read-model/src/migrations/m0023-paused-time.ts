import { Migration } from '@mikro-orm/migrations';

/** Paused time of each attempt. For earlier attempts of a job, it is known after a rebuild. */
export class M0023PausedTime extends Migration {
  override up(): void {
    this.addSql(`alter table attempt add column paused_ms double precision not null default 0`);
    this.addSql(`update attempt set paused_ms = (job.state->>'paused_ms')::float8 from job
      where job.job_id = attempt.job_id and job.attempt = attempt.attempt and job.status in ('completed', 'failed')
        and job.state->>'paused_ms' is not null`);
  }
}
