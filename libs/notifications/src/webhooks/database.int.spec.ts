import { openReadModel, type ReadModel } from '@reprise/read-model';
import { startPostgres, type TestServer } from '@reprise/testing';
import pg from 'pg';
import { listDeliveries } from './deliveries/deliveries.ts';
import { findSubscription } from './subscriptions/subscriptions.ts';
import { migrateWebhooks } from './database.ts';

/** The tables as created by the release before the migrations. Do not change. */
const PREVIOUS_RELEASE = `
  begin;
  select pg_advisory_xact_lock(hashtext('reprise.webhooks'), 0);
  create schema if not exists webhooks;
  create table if not exists webhooks.subscription (
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
  create table if not exists webhooks.delivery (
    n bigint generated always as identity primary key,
    delivery_id uuid not null unique,
    webhook_id uuid not null references webhooks.subscription on delete cascade,
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
  create index if not exists delivery_due on webhooks.delivery (webhook_id, next_try_at) where status = 'pending';
  create index if not exists delivery_list on webhooks.delivery (webhook_id, n);
  create index if not exists delivery_ended on webhooks.delivery (ended_at) where ended_at is not null;
  create table if not exists webhooks.change (
    n bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    webhook_id uuid not null,
    action text not null,
    detail jsonb not null,
    correlation_id text not null);
  commit`;

const WEBHOOK = '0190a000-0000-7000-8000-000000000001';
const DELIVERY = '0190a000-0000-7000-8000-000000000002';
const NOW = '2026-01-01T00:00:00.000Z';

let postgres: TestServer;
let client: pg.Client;
let readModel: ReadModel;
beforeAll(async () => {
  postgres = await startPostgres();
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  readModel = await openReadModel({ databaseUrl: postgres.url });
});
afterAll(async () => {
  await readModel.close();
  await client.end();
  await postgres.stop();
});
afterEach(() => client.query('drop schema webhooks cascade'));

/** The columns, constraints and indexes of the tables. */
async function definitions(): Promise<unknown[]> {
  const { rows } = await client.query(`
    select format('%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as definition
      from information_schema.columns where table_schema = 'webhooks' and table_name <> 'mikro_orm_migrations'
    union all select indexdef from pg_indexes where schemaname = 'webhooks' and tablename <> 'mikro_orm_migrations'
    union all select pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'webhooks'::regnamespace and conrelid::regclass::text !~ 'mikro_orm'
    order by 1`);
  return rows;
}

describe('the tables of the webhooks', () => {
  it('are the same for a new database and for that of the previous release', async () => {
    await client.query(PREVIOUS_RELEASE);
    await migrateWebhooks(readModel);
    const migrated = await definitions();
    await client.query('drop schema webhooks cascade');
    await migrateWebhooks(readModel);
    expect(migrated.length).toBeGreaterThan(40);
    expect(await definitions()).toEqual(migrated);
  });

  it('accept what a gateway of the previous release inserts, with a message for each job', async () => {
    await migrateWebhooks(readModel);
    await client.query(
      `insert into webhooks.subscription (webhook_id, url, description, event_types, filter, secrets, request_id,
        created_at, created_by, changed_at, last_seq, stream_created)
      values ($1, 'mailto:lab@example.org', '', '{submitted}', '{}', '[]', $1, $2, 'ada', $2, 7, 'then')`,
      [WEBHOOK, NOW],
    );
    expect(await findSubscription(readModel, WEBHOOK)).toMatchObject({ one_message_per: 'job', quiet_hours: null });
  });

  it('are migrated from the previous release with all rows', async () => {
    await client.query(PREVIOUS_RELEASE);
    await client.query(
      `insert into webhooks.subscription (webhook_id, url, description, event_types, filter, secrets, request_id,
        created_at, created_by, changed_at, last_seq, stream_created)
      values ($1, 'https://lims.example.org', 'LIMS', '{submitted}', '{}', '[]', $1, $2, 'ada', $2, 7, 'then')`,
      [WEBHOOK, NOW],
    );
    await client.query(
      `insert into webhooks.delivery (delivery_id, webhook_id, event_type, body, status, created_at, next_try_at)
      values ($1, $2, 'submitted', '{}', 'pending', $3, $3)`,
      [DELIVERY, WEBHOOK, NOW],
    );
    await migrateWebhooks(readModel);
    await migrateWebhooks(readModel);
    expect(await findSubscription(readModel, WEBHOOK)).toMatchObject({
      url: 'https://lims.example.org',
      event_types: ['submitted'],
      created_at: NOW,
      last_seq: 7,
      pending: 1,
    });
    const { items } = await listDeliveries(readModel, WEBHOOK, {});
    expect(items).toMatchObject([{ delivery_id: DELIVERY, status: 'pending', next_try_at: NOW, tries: 0 }]);
  });

  it('are created once by two gateways that start together', async () => {
    await Promise.all([migrateWebhooks(readModel), migrateWebhooks(readModel)]);
    expect((await client.query('select name from webhooks.mikro_orm_migrations')).rowCount).toBe(3);
  });
});
