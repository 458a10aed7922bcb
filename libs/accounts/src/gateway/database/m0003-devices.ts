import { Migration } from '@mikro-orm/migrations';

/** Programs that wait for sign-in: the plugin's columns with its names, then ours. */
const devices = `create table "deviceCode" (
    "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
    "deviceCode" text not null unique,
    "userCode" text not null unique,
    "userId" text,
    "expiresAt" timestamptz not null,
    "status" text not null,
    "lastPolledAt" timestamptz,
    "pollingInterval" integer,
    "clientId" text,
    "scope" text,
    program text not null default '',
    address text,
    created_at timestamptz not null default CURRENT_TIMESTAMP,
    role text,
    expires_in_days integer)`;

/** The login that reads tables must not read them. */
const notForReaders = `do $$ begin
  if exists (select from pg_roles where rolname = 'reprise_reader') then
    execute format('revoke all on all tables in schema %I from reprise_reader', current_schema());
  end if;
end $$`;

/** Sign-in of programs by a user in a browser. */
export class M0003Devices extends Migration {
  override up(): void {
    for (const statement of [devices, notForReaders]) this.addSql(statement);
  }
}
