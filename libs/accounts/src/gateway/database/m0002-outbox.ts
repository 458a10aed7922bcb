import { Migration } from '@mikro-orm/migrations';

/** Account events that are not in the log yet, and used codes of second factors. */
export class M0002Outbox extends Migration {
  override up(): void {
    // `json` preserves the text of an event as it was decided.
    this.addSql(`create table outbox (
      position bigint generated always as identity primary key,
      event json not null,
      created_at timestamptz default CURRENT_TIMESTAMP not null)`);
    this.addSql(`create table used_code (
      user_id uuid not null references "user" ("id") on delete cascade,
      digest text not null,
      expires_at timestamptz not null,
      primary key (user_id, digest))`);
    this.addSql(`do $$ begin
      if exists (select from pg_roles where rolname = 'reprise_reader') then
        execute format('revoke all on all tables in schema %I from reprise_reader', current_schema());
      end if;
    end $$`);
  }
}
