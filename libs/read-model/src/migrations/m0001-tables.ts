import { Migration } from '@mikro-orm/migrations';

/** Tables and their key indexes. Secondary indexes are created separately, because a rebuild creates them last. */
export class M0001Tables extends Migration {
  override up(): void {
    this.addSql(`create table job (
      job_id uuid primary key, state jsonb not null, life_seq bigint not null, last_seq bigint not null,
      sample_name text not null, status text not null, cause text, pending_action text,
      pipeline text not null, queue text not null, priority bigint not null,
      waiting boolean not null, waiting_since bigint not null, attempt bigint not null,
      created_at timestamptz not null, created_by text not null, reason text,
      completed_at timestamptz, error_message text, outputs jsonb not null)`);
    this.addSql(`create table attempt (
      job_id uuid not null, attempt bigint not null,
      mode text not null, status text not null, requested_at timestamptz not null, requested_by text not null,
      reason text, params jsonb not null, runner_id text, started_at timestamptz, completed_at timestamptz,
      duration_ms double precision, exit_code bigint, failure jsonb, cancel text,
      pipeline_revision text, nextflow_version text, run_name text, argv jsonb, launch_dir text, work_dir text, output_dir text,
      process_id bigint, outputs jsonb not null, outputs_manifest jsonb, progress jsonb not null,
      primary key (job_id, attempt))`);
    this.addSql(`create table task (
      job_id uuid not null, attempt bigint not null, hash text not null,
      first_seq bigint not null, facts jsonb not null,
      primary key (job_id, attempt, hash))`);
    this.addSql(`create table queue (name text primary key, last_seq bigint not null, state jsonb not null)`);
    this.addSql(`create table audit (
      seq bigint primary key, stream_subject text not null, stored_at timestamptz not null,
      job_id uuid, queue text, kind text, event_id uuid, type text not null, version bigint,
      at timestamptz not null, actor text, source text, reason text, attempt bigint,
      correlation_id text, causation_id text, repeat_of bigint, headers jsonb not null, payload bytea not null)`);
    this.addSql(
      `create table checkpoint (name text primary key, last_seq bigint not null, stream_created text not null)`,
    );
    // Detects repeated events, so a rebuild needs it from the start.
    this.addSql(`create unique index audit_event_id on audit (event_id) where repeat_of is null`);
  }
}
