import { Migration } from '@mikro-orm/migrations';

/** Classes of variants. Indexed by a digest, because alleles can exceed the size limit of index keys. */
export class M0014Classification extends Migration {
  override up(): void {
    this.addSql(`create table classification (seq bigint primary key, job_id uuid not null, variant text not null,
      reference text, class text not null, at timestamptz not null, actor text not null, data jsonb not null)`);
    this.addSql(`create index classification_variant on classification (md5(variant), seq desc)`);
    this.addSql(`create index classification_job on classification (job_id, seq desc)`);
  }
}
