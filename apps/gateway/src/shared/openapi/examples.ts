import type {
  AttemptView,
  AuditEntry,
  CommandAccepted,
  FileView,
  HistoryEntry,
  InputListing,
  JobsSummary,
  JobView,
  ObservedInput,
  PipelineList,
  ProjectionView,
  RunnerView,
  StepView,
  TaskView,
  VerificationView,
} from '@reprise/contracts';
import type { SchemaName } from './schemas.ts';
import * as webhooks from './webhook-examples.ts';

const JOB = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';
const COMMAND = '0196f0c9-11aa-7bb0-8f00-1c2d3e4f5a6b';
const RUNNER = 'runner-1';
const STORAGE = 'storage-1';
const DATA = '/var/lib/reprise/jobs/0196f0c8';
const params = { input_dir: '/data/exomes/DEMO1', reference: '/data/reference/demo.fa.gz' };

const step: StepView = {
  process: 'ALIGN',
  step: 'Alignment',
  state: 'running',
  tasks: { total: 1, running: 1, completed: 0, cached: 0, failed: 0, ignored: 0, retried: 0, aborted: 0 },
  started_at: '2026-03-01T09:00:12.000Z',
  completed_at: null,
};

const job: JobView = {
  job_id: JOB,
  sample_name: 'DEMO1',
  status: 'running',
  pending_action: null,
  current_step: 'Alignment',
  progress: { steps_done: 3, steps_total: 7 },
  steps: [step],
  attempt: 1,
  attempt_mode: 'fresh',
  pipeline: 'wes',
  pipeline_revision: '9f2c6d0e5a3b7c81d4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  params,
  queue: 'default',
  priority: 0,
  queue_position: null,
  created_at: '2026-03-01T09:00:00.000Z',
  created_by: 'admin',
  reason: null,
  started_at: '2026-03-01T09:00:02.000Z',
  completed_at: null,
  error_message: null,
  failure: null,
  cancel: null,
  runner_id: RUNNER,
  process_id: 4242,
  bam_path: null,
  raw_vcf_path: null,
  annotated_vcf_path: null,
  filtered_tsv_path: null,
  output_dir: `${DATA}/output/1`,
  work_dir: `${DATA}/work/1`,
  resumable: { possible: false, why: null, until: null },
  allowed_actions: ['cancel'],
  last_seq: 42,
};

const summary: JobsSummary = { total: 12, running: 2, pending: 1, paused: 0, failed: 2, cancelled: 1, completed: 6 };

const history: HistoryEntry = {
  seq: 43,
  type: 'cancel_requested',
  at: '2026-03-01T09:03:00.000Z',
  actor: 'admin',
  reason: 'wrong sample',
  attempt: 1,
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  causation_id: COMMAND,
  data: { attempt: 1, reason: 'wrong sample' },
};

const auditEntry: AuditEntry = {
  ...history,
  event_id: COMMAND,
  kind: 'life',
  job_id: JOB,
  queue: null,
  sample_name: 'DEMO1',
  pipeline: 'wes',
  command: 'cancel',
  outcome: 'accepted',
  effects: [
    {
      seq: 44,
      type: 'attempt_cancelled',
      at: '2026-03-01T09:03:00.400Z',
      after_ms: 400,
      cancel: null,
      message: null,
      processes_ended: 14,
      duration_ms: 178_400,
    },
  ],
  hash: 'e17e32df94b9d4d47691cd76ba86a8b22b3438d0446be45225fe8eb85d7726e5',
};

const observedInput: ObservedInput = {
  path: '/data/DEMO1/DEMO1_R1.fastq.gz',
  bytes: 52_428_800,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  read_at: '2026-03-01T09:00:03.000Z',
  problem: null,
};

const attempt: AttemptView = {
  attempt: 1,
  mode: 'fresh',
  status: 'running',
  requested_at: '2026-03-01T09:00:00.000Z',
  requested_by: 'admin',
  reason: null,
  params,
  started_at: '2026-03-01T09:00:02.000Z',
  completed_at: null,
  duration_ms: null,
  exit_code: null,
  failure: null,
  runner_id: RUNNER,
  nextflow_version: '24.10.0',
  pipeline_revision: job.pipeline_revision,
  steps: [step],
  run_name: 'job-0196f0c8-1',
  session_id: 'b1a7c2f0-8c5e-4f57-9f0e-0d8a1f6f4c11',
  argv: ['nextflow', 'run', 'main.nf', '-params-file', 'params.json'],
  launch_dir: `${DATA}/launch`,
  work_dir: `${DATA}/work/1`,
  output_dir: `${DATA}/output/1`,
  process_id: 4242,
  inputs: { files: [observedInput], manifest: null, complete: true },
  outputs: [],
  outputs_manifest: null,
  tasks_cached: 0,
  tasks_run: 4,
};

const task: TaskView = {
  attempt: 1,
  process: 'ALIGN',
  step: 'Alignment',
  tag: 'DEMO1',
  name: 'ALIGN (DEMO1)',
  hash: 'ab/cdef12',
  work_dir: `${DATA}/work/1/ab/cdef1234567890abcdef1234567890`,
  status: 'running',
  exit_code: null,
  submitted_at: '2026-03-01T09:00:11.000Z',
  started_at: '2026-03-01T09:00:12.000Z',
  completed_at: null,
  duration_ms: null,
  peak_rss: null,
  cpu_percent: null,
  error_action: null,
  tries: 1,
  cache_miss: null,
};

const file: FileView = {
  path: 'bam/DEMO1.bam',
  kind: 'bam',
  bytes: 184_320,
  sha256: '4e388ab32b10dc8dbc7e28144f552830adc74787c1e2c0824032078a79f227fb',
};

const pipelines: PipelineList = {
  next_cursor: null,
  items: [
    {
      name: 'wes',
      title: 'Whole exome',
      description: 'From reads to filtered variants',
      version: '1.0.0',
      revision: job.pipeline_revision,
      params: { reference: params.reference },
      input_param: 'input_dir',
      output_param: 'output_dir',
      steps: [{ process: 'ALIGN', step: 'Alignment' }],
      demo: [{ name: 'DEMO1', params: { input_dir: params.input_dir } }],
      schema: { type: 'object', properties: { input_dir: { type: 'string', format: 'directory-path' } } },
    },
  ],
  broken: [{ file: '/srv/pipelines/rna/reprise.json', field: 'script', reason: 'must be a file in the folder' }],
};

const runner: RunnerView = {
  runner_id: RUNNER,
  storage_id: STORAGE,
  alive: true,
  last_seen: '2026-03-01T09:03:00.000Z',
  slots: 2,
  slots_taken: 1,
  nextflow_version: '24.10.0',
  holds_back: null,
  simulated: false,
};

const projection: ProjectionView = {
  state: 'following',
  last_seq: 1042,
  head: 1042,
  lag: 0,
  lag_ms: 0,
  events_per_second: 3.2,
  problem: null,
  last_rebuild: { finished_at: '2026-11-24T03:10:00.000Z', events: 1000, duration_ms: 420 },
};

const inputs: InputListing = {
  path: '/data/exomes',
  parent: '/data',
  roots: ['/data'],
  entries: [{ name: 'DEMO1', path: '/data/exomes/DEMO1', kind: 'dir', bytes: null }],
  truncated: false,
};

const verification: VerificationView = {
  state: 'done',
  started_at: '2026-03-01T09:05:00.000Z',
  progress: { entries: 1042, total: 1042 },
  report: {
    ok: false,
    started_at: '2026-03-01T09:05:00.000Z',
    duration_ms: 180,
    entries: 1042,
    last_seq: 1042,
    differing: 1,
    findings: [
      {
        kind: 'altered',
        place: 'audit',
        seq: 43,
        message:
          'Event 43 was altered in the audit table: the header ce-actor differs. Signed heads after it tell which of the two is the history.',
      },
    ],
    heads: {
      valid: 2,
      last_seq: 1000,
      last_time: '2026-03-01T08:59:00.000Z',
      places: [{ name: 'table trust.signed_head', heads: 2, unreadable: 0 }],
    },
    unsigned: 42,
    unprojected: 0,
  },
  problem: null,
};

const accepted = (message: string): CommandAccepted => ({ message, job_id: JOB, seq: 43, command_id: COMMAND });
const pageOf = <T>(...items: T[]) => ({ items, next_cursor: null });

interface Answer {
  readonly schema: SchemaName;
  readonly example: unknown;
}

/** What each route answers when all is well. */
export const answers = {
  job: { schema: 'Job', example: job },
  jobs: { schema: 'JobPage', example: { items: [job], next_cursor: 'WyJjcmVhdGVkX2F0Il0' } },
  summary: { schema: 'JobsSummary', example: summary },
  history: { schema: 'HistoryPage', example: pageOf(history) },
  audit: { schema: 'AuditPage', example: pageOf(auditEntry) },
  actors: { schema: 'Actors', example: pageOf('admin', 'runner:runner-1') },
  attempts: { schema: 'AttemptPage', example: pageOf(attempt) },
  tasks: { schema: 'TaskPage', example: pageOf(task) },
  files: { schema: 'FilePage', example: pageOf(file) },
  pipelines: { schema: 'PipelineList', example: pipelines },
  runners: { schema: 'RunnerPage', example: pageOf(runner) },
  session: { schema: 'Session', example: { actor: 'admin', reason_required: ['cancel', 'rerun'], version: '0.1.0' } },
  verification: { schema: 'Verification', example: verification },
  projection: { schema: 'Projection', example: projection },
  inputs: { schema: 'InputListing', example: inputs },
  submitted: { schema: 'CommandAccepted', example: accepted('Pipeline submitted') },
  cancel: { schema: 'CommandAccepted', example: accepted('Pipeline cancelled successfully') },
  rerun: { schema: 'CommandAccepted', example: accepted('Pipeline rerun started') },
  resume: { schema: 'CommandAccepted', example: accepted('Pipeline resume started') },
  webhooks: { schema: 'WebhookPage', example: pageOf(webhooks.webhook) },
  webhook: { schema: 'Webhook', example: webhooks.webhook },
  webhook_secret: { schema: 'WebhookSecret', example: { webhook: webhooks.webhook, secret: webhooks.secret } },
  webhook_changes: { schema: 'WebhookChangePage', example: pageOf(webhooks.change) },
  webhook_deliveries: { schema: 'WebhookDeliveryPage', example: pageOf(webhooks.delivery) },
  webhook_delivery: { schema: 'WebhookDelivery', example: webhooks.delivery },
  webhook_test: { schema: 'WebhookDelivery', example: webhooks.testDelivery },
  webhook_delivery_detail: { schema: 'WebhookDeliveryDetail', example: webhooks.deliveryDetail },
} as const satisfies Record<string, Answer>;
export type AnswerName = keyof typeof answers;

interface Body {
  readonly schema: SchemaName;
  readonly examples: Readonly<Record<string, unknown>>;
}

/** What may be sent with each command. */
export const bodies = {
  submit: {
    schema: 'Submit',
    examples: { demo: { pipeline: 'wes', sample_name: 'DEMO1', params: { input_dir: params.input_dir } } },
  },
  cancel: { schema: 'Command', examples: { without_reason: {}, with_reason: { reason: 'wrong sample' } } },
  rerun: {
    schema: 'Rerun',
    examples: { as_before: {}, changed: { reason: 'new reference', params: { reference: params.reference } } },
  },
  resume: { schema: 'Command', examples: { with_reason: { reason: 'disk is free again' } } },
  webhook: { schema: 'WebhookBody', examples: { results_of_a_pipeline: webhooks.body } },
  webhook_change: { schema: 'WebhookChangeBody', examples: { other_events: webhooks.changeBody } },
} as const satisfies Record<string, Body>;
export type BodyName = keyof typeof bodies;
