import { Migration } from '@mikro-orm/migrations';

/** Quality verdict of a job's results, for the list filter. Few jobs have a verdict, and fewer have a warning. */
export class M0015Qc extends Migration {
  override up(): void {
    this.addSql(`alter table job add column qc text`);
    this.addSql(`create index job_qc on job (qc, created_at desc) where qc is not null`);
  }
}
