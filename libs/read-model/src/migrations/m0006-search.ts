import { Migration } from '@mikro-orm/migrations';

/**
 * For substring search by trigrams in the job list and in the reasons in the audit. The extension is installed outside
 * of the tables' own schema, because a rebuild replaces that schema. Any database owner may create it.
 */
export class M0006Search extends Migration {
  override up(): void {
    // For one actor's entries of one kind, especially if there are none.
    this.addSql(`create index audit_actor_type on audit (actor, type, seq) where kind is distinct from 'task'`);
    this.addSql(`do $$
      declare
        by_trigrams text;
      begin
        -- Another schema's tables may be made at the same time.
        perform pg_advisory_xact_lock(hashtext('reprise.extension'), 0);
        if not exists (select from pg_extension where extname = 'pg_trgm') then
          create extension pg_trgm schema public;
        end if;
        select format('%I.gin_trgm_ops', nspname) into by_trigrams
          from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm';
        execute format('create index audit_reason_words on audit using gin (reason %s) where reason is not null', by_trigrams);
        execute format(
          'create index job_words on job using gin (sample_name %1$s, (job_id::text) %1$s, created_by %1$s, error_message %1$s)',
          by_trigrams);
      end $$`);
  }
}
