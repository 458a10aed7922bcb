import { Migration } from '@mikro-orm/migrations';

/**
 * Batch of each job. Jobs of earlier releases have none. The first index is for one batch and for the list of batches,
 * the second for the search for a part of the name.
 */
export class M0029Batch extends Migration {
  override up(): void {
    this.addSql(`alter table job add column batch_id uuid, add column batch_name text`);
    this.addSql(`create index job_batch on job (batch_id, created_at) where batch_id is not null`);
    this.addSql(`do $$
      declare
        by_trigrams text;
      begin
        select format('%I.gin_trgm_ops', nspname) into by_trigrams
          from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm';
        execute format('create index job_batch_words on job using gin (batch_name %s) where batch_name is not null', by_trigrams);
      end $$`);
  }
}
