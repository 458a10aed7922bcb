import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { fork, type ReadModel } from '@reprise/read-model';

/** Subscriptions and deliveries follow from no event, so they lie in a schema that no rebuild touches. */
const SCHEMA = 'webhooks';

/** A table of the schema, for a query. */
export const table = (name: 'subscription' | 'delivery' | 'change') => sql.id(SCHEMA, name);

export const database = (readModel: ReadModel): Kysely<unknown> => fork(readModel).getKysely<unknown>();

/** Makes the tables where there are none. @throws the driver's error */
export async function ensureWebhookTables({ databaseUrl }: ReadModel): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(TABLES);
  } finally {
    await client.end();
  }
}

const TABLES = `
  begin;
  select pg_advisory_xact_lock(hashtext('reprise.webhooks'), 0);
  create schema if not exists ${SCHEMA};
  create table if not exists ${SCHEMA}.subscription (
    webhook_id uuid primary key,
    url text not null,
    description text not null,
    event_types text[] not null,
    filter jsonb not null,
    secrets jsonb not null,
    request_id uuid not null,
    created_at timestamptz not null,
    created_by text not null,
    changed_at timestamptz not null,
    last_seq bigint not null,
    stream_created text not null,
    disabled_at timestamptz,
    disabled_why text,
    failing_since timestamptz,
    last_success_at timestamptz,
    last_try jsonb);
  create table if not exists ${SCHEMA}.delivery (
    n bigint generated always as identity primary key,
    delivery_id uuid not null unique,
    webhook_id uuid not null references ${SCHEMA}.subscription on delete cascade,
    event_id uuid,
    seq bigint,
    event_type text not null,
    job_id uuid,
    sample_name text,
    body text not null,
    status text not null check (status in ('pending', 'delivered', 'failed')),
    created_at timestamptz not null,
    tries integer not null default 0,
    first_try_at timestamptz,
    next_try_at timestamptz,
    ended_at timestamptz,
    lease uuid,
    leased_until timestamptz,
    history jsonb not null default '[]',
    unique (webhook_id, event_id));
  create index if not exists delivery_due on ${SCHEMA}.delivery (webhook_id, next_try_at) where status = 'pending';
  create index if not exists delivery_list on ${SCHEMA}.delivery (webhook_id, n);
  create index if not exists delivery_ended on ${SCHEMA}.delivery (ended_at) where ended_at is not null;
  create table if not exists ${SCHEMA}.change (
    n bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    webhook_id uuid not null,
    action text not null,
    detail jsonb not null,
    correlation_id text not null);
  commit`;
