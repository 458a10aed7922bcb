import { Migration } from '@mikro-orm/migrations';

/** Labels of each job. Jobs of earlier releases have none. The index is for filters, which compare whole labels. */
export class M0028Labels extends Migration {
  override up(): void {
    this.addSql(`alter table job add column labels jsonb not null default '{}'`);
    this.addSql(`create index job_labels on job using gin (labels jsonb_path_ops)`);
  }
}
