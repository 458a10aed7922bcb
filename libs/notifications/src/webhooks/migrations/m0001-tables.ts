import { Migration } from '@mikro-orm/migrations';

/** Earlier releases created these tables without a migration, so they may already exist. */
export class M0001Tables extends Migration {
  override up(): void {
    this.addSql(`create table if not exists subscription (
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
      last_try jsonb)`);
    this.addSql(`create table if not exists delivery (
      n bigint generated always as identity primary key,
      delivery_id uuid not null unique,
      webhook_id uuid not null references subscription on delete cascade,
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
      unique (webhook_id, event_id))`);
    this.addSql(
      `create index if not exists delivery_due on delivery (webhook_id, next_try_at) where status = 'pending'`,
    );
    this.addSql(`create index if not exists delivery_list on delivery (webhook_id, n)`);
    this.addSql(`create index if not exists delivery_ended on delivery (ended_at) where ended_at is not null`);
    this.addSql(`create table if not exists change (
      n bigint generated always as identity primary key,
      at timestamptz not null,
      actor text not null,
      webhook_id uuid not null,
      action text not null,
      detail jsonb not null,
      correlation_id text not null)`);
  }
}
