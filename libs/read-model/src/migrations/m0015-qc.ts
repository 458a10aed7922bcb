import { Migration } from '@mikro-orm/migrations';

/** Verdict on the quality of a job's results, for the filter of the list. Few jobs have one, and fewer one that warns. */
export class M0015Qc extends Migration {
  override up(): void {
    this.addSql(`alter table job add column qc text`);
    this.addSql(`create index job_qc on job (qc, created_at desc) where qc is not null`);
  }
}
