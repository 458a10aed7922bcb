import { Migration } from '@mikro-orm/migrations';

/** Signatures of classes of variants. */
export class M0022Signature extends Migration {
  override up(): void {
    this.addSql(`create table signature (seq bigint primary key, job_id uuid not null, classification bigint not null,
      at timestamptz not null, actor text not null, data jsonb not null)`);
    this.addSql(`create index signature_classification on signature (classification, seq)`);
  }
}
