import { derivedId } from '@reprise/event-log';
import pg from 'pg';

/** Runs statements with a separate connection. Returns the rows. */
export async function query<R extends pg.QueryResultRow>(databaseUrl: string, statement: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}

/**
 * Tables with the same features as the account tables: identity, checks, defaults, foreign keys, partial indexes and a
 * sequence.
 */
export const ACCOUNTS = `
  create schema access;
  create table access.mikro_orm_migrations (id serial primary key, name varchar(255) not null);
  create table access."user" (id uuid default gen_random_uuid() primary key, name text not null unique,
    role text not null check (role in ('admin', 'viewer')), created_at timestamptz not null default now(), tags text[],
    "erasedAt" timestamptz);
  create table access.session (token text primary key, user_id uuid references access."user" on delete cascade);
  create table access.outbox (position bigint generated always as identity primary key, event json not null);
  create index of_admins on access."user" (name) where role = 'admin';
  revoke all on all tables in schema access from reprise_reader;
  revoke all on schema access from reprise_reader;
  insert into access.mikro_orm_migrations (name) values ('M0001'), ('M0002');
  insert into access."user" (id, name, role, created_at, tags) values
    ('${derivedId('user', 1)}', E'Ünal\\n"x"', 'admin', '2026-12-01T16:30:00.123456Z', '{a,"b,c"}');
  insert into access."user" (name, role, "erasedAt") values ('', 'viewer', now());
  insert into access.session values ('secret', '${derivedId('user', 1)}');
  insert into access.outbox (event) values (E'{ "id": "${derivedId('access', 2)}",\\n "n": 1 }'), ('{"id": "waiting"}');
  create schema webhooks;
  create table webhooks.subscription (url text primary key);
  insert into webhooks.subscription values ('https://lims.example/hook')`;
