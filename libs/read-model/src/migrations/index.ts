import { statement, type Migrations } from '../migrate.ts';
import { M0001Tables } from './m0001-tables.ts';
import { M0002Indexes } from './m0002-indexes.ts';
import { M0003Chain } from './m0003-chain.ts';
import { M0004AuditIndexes } from './m0004-audit-indexes.ts';
import { M0006Search } from './m0006-search.ts';
import { M0008AuditFilters } from './m0008-audit-filters.ts';
import { M0010AttemptOfSubmission } from './m0010-attempt-of-submission.ts';
import { M0011SetAside } from './m0011-set-aside.ts';
import { M0014Classification } from './m0014-classification.ts';
import { M0015Qc } from './m0015-qc.ts';
import { M0022Signature } from './m0022-signature.ts';
import { M0023PausedTime } from './m0023-paused-time.ts';
import { M0024AuditInputs } from './m0024-audit-inputs.ts';
import { M0028Labels } from './m0028-labels.ts';
import { M0029Batch } from './m0029-batch.ts';
import { M0030TriesAgain } from './m0030-tries-again.ts';
import { M0032Activity } from './m0032-activity.ts';
import { M0033CoveringIndexes } from './m0033-covering-indexes.ts';
import { M0034LongestWaits } from './m0034-longest-waits.ts';

/** Migrations of the read model. A migration with a single statement, such as a new column, is one line here. */
export const migrations: Migrations = [
  { name: 'M0001Tables', class: M0001Tables },
  { name: 'M0002Indexes', class: M0002Indexes },
  { name: 'M0003Chain', class: M0003Chain },
  { name: 'M0004AuditIndexes', class: M0004AuditIndexes },
  {
    // For the effects of a job's commands, without reading its task events.
    name: 'M0005AuditEffects',
    class: statement(`create index audit_job_story on audit (job_id, seq) where kind is distinct from 'task'`),
  },
  { name: 'M0006Search', class: M0006Search },
  {
    // Describes the rebuild that created these tables; empty if there was none.
    name: 'M0007LastRebuild',
    class: statement(
      'create table last_rebuild (finished_at timestamptz, events bigint not null, duration_ms bigint not null)',
    ),
  },
  { name: 'M0008AuditFilters', class: M0008AuditFilters },
  {
    // For messages that are not events, the type was the last token of their subject, and reason and attempt were set
    // if the payload contained them.
    name: 'M0009NotUnderstood',
    class: statement(`update audit set type = 'not_understood', reason = null, attempt = null where event_id is null`),
  },
  { name: 'M0010AttemptOfSubmission', class: M0010AttemptOfSubmission },
  { name: 'M0011SetAside', class: M0011SetAside },
  {
    // Launch options of each attempt. Attempts of earlier releases had none.
    name: 'M0012LaunchOptions',
    class: statement(`alter table attempt add column launch jsonb`),
  },
  {
    // For the last started attempts of a pipeline revision. The predicate does not mention `progress`, because every
    // task event would then update the index.
    name: 'M0013PlanOfRevision',
    class: statement(`create index attempt_revision on attempt (pipeline_revision, started_at desc)
      where started_at is not null`),
  },
  { name: 'M0014Classification', class: M0014Classification },
  { name: 'M0015Qc', class: M0015Qc },
  {
    // For the audit of one request: its bulk commands, without the tasks that they caused.
    name: 'M0016AuditCorrelation',
    class: statement(`create index audit_correlation on audit (correlation_id, seq)
      where kind is distinct from 'task' and correlation_id is not null`),
  },
  {
    // For the entries about access and runners, which are rare.
    name: 'M0019AuditAccess',
    class: statement(`create index audit_access on audit (kind, seq) where kind in ('access', 'runner')`),
  },
  { name: 'M0022Signature', class: M0022Signature },
  { name: 'M0023PausedTime', class: M0023PausedTime },
  { name: 'M0024AuditInputs', class: M0024AuditInputs },
  {
    // For the jobs that wait for an automatic resume, which are polled.
    name: 'M0025DueResumes',
    class: statement(
      `create index job_due_resume on job (completed_at) where status = 'failed' and state->'interruption'->>'is_due' = 'true'`,
    ),
  },
  {
    // Nextflow parser used by an attempt.
    name: 'M0026SyntaxParser',
    class: statement(`alter table attempt add column syntax_parser text`),
  },
  {
    // Releases up to 0.2.0 stored states without the submitter: a rebuild reported these rows as altered.
    name: 'M0027SubmittedBy',
    class: statement(`update job set state = state || jsonb_build_object('submitted_by', created_by)
      where state->>'submitted_by' is null`),
  },
  { name: 'M0028Labels', class: M0028Labels },
  { name: 'M0029Batch', class: M0029Batch },
  { name: 'M0030TriesAgain', class: M0030TriesAgain },
  {
    // For the latest jobs of a pipeline that ended. Open jobs are not in it, so that a long queue costs nothing.
    name: 'M0031JobOfPipeline',
    class: statement(`create index job_of_pipeline on job (pipeline, completed_at, job_id)
      where status in ('completed', 'failed')`),
  },
  { name: 'M0032Activity', class: M0032Activity },
  { name: 'M0033CoveringIndexes', class: M0033CoveringIndexes },
  { name: 'M0034LongestWaits', class: M0034LongestWaits },
];
