import {
  JobView,
  typedEntry,
  type AttemptView,
  type AuditEffect,
  type AuditEntry,
  type DataOf,
  type EntryOf,
  type EventType,
  type HistoryEntry,
  type PipelineView,
  type RunnerView,
  type SessionView,
  type StepView,
  type TaskView,
  type TypedAuditEntry,
} from '@reprise/contracts';
import { jobRoutes } from '@reprise/contracts/routes';
import { EVENT_DATA } from './event-data.ts';

/** Views for tests: an exome job that runs the fourth of its seven steps, and parts of it. */
export const JOB_ID = '019a3f2c-71e0-7c44-9d1a-5b06aa000001';
/** Noon, so that minutes are easy to read. */
export const NOON = Date.parse('2026-11-24T12:00:00.000Z');
export const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();

export const aSession = (part: Partial<SessionView> = {}): SessionView => ({
  actor: 'a.meyer',
  name: 'A. Meyer',
  role: 'admin',
  kind: 'person',
  reason_required: [],
  signatures_required: 1,
  version: '0.1.0',
  denied_commands: {},
  denied_routes: {},
  cancel_of_others: 'anyone',
  approvals: [],
  ...part,
});

const TASKS = {
  total: 0,
  waiting: 0,
  running: 0,
  completed: 0,
  cached: 0,
  failed: 0,
  ignored: 0,
  retried: 0,
  aborted: 0,
};
export const aStep = (process: string, state: StepView['state'], tasks: Partial<StepView['tasks']> = {}): StepView => ({
  process,
  step: process.charAt(0) + process.slice(1).toLowerCase(),
  state,
  tasks: { ...TASKS, ...tasks },
  started_at: null,
  completed_at: null,
});

export const aRunner = (part: Partial<RunnerView> = {}): RunnerView => ({
  runner_id: 'runner-a',
  storage_id: 'st',
  alive: true,
  last_seen: at(-60),
  slots: 4,
  slots_taken: 1,
  nextflow_version: '24.10.0',
  nextflow_versions: ['24.10.0'],
  holds_back: null,
  simulated: false,
  isolation: 'user',
  executors: [],
  cpus: 2,
  memory_bytes: 8_000_000_000,
  host: 'bio-node-3',
  version: '0.1.0',
  load: 1.2,
  memory_free_bytes: 3_000_000_000,
  disk_bytes: 8e12,
  disk_free_bytes: 3.4e12,
  checking_results: [],
  drain: null,
  schedule: null,
  work_time: { open: true, until: null },
  ...part,
});

/** Fields with the same value in every test. */
const EXAMPLE = JobView.parse(jobRoutes.show.answer.example);

export const aJob = (part: Partial<JobView> = {}): JobView => ({
  ...EXAMPLE,
  job_id: JOB_ID,
  sample_name: 'NA12878',
  status: 'running',
  pending_action: null,
  current_step: 'Align reads',
  progress: { steps_done: 3, steps_total: 7 },
  steps: [],
  attempt: 1,
  attempt_mode: 'fresh',
  pipeline: 'wes',
  pipeline_revision: '9f2c8a1b77',
  params: {},
  launch: null,
  queue: 'default',
  priority: 0,
  queue_position: null,
  created_at: at(-600),
  created_by: 'a.meyer',
  reason: null,
  started_at: at(-566),
  completed_at: null,
  error_message: null,
  failure: null,
  cancel: null,
  paused: null,
  paused_ms: 0,
  runner_id: 'runner-a',
  process_id: 48213,
  bam_path: null,
  raw_vcf_path: null,
  annotated_vcf_path: null,
  filtered_tsv_path: null,
  output_dir: null,
  work_dir: null,
  cleaned: { work_dir: null, results: null },
  cleanable: [],
  pinned: null,
  qc: null,
  resumable: { possible: false, why: null, until: null },
  allowed_actions: ['cancel'],
  last_seq: 10,
  ...part,
});

export const aFailure = (part: Partial<NonNullable<JobView['failure']>> = {}): NonNullable<JobView['failure']> => ({
  cause: 'error',
  exit_code: 137,
  signal: null,
  failing_step: 'CALL',
  failing_task: 'd2/84ffb0',
  step: 'Call variants',
  stderr_tail: [],
  excerpt: null,
  message: 'CALL ended with exit code 137.',
  summary: null,
  ...part,
});

export const aCancelledJob = (part: Partial<JobView> = {}): JobView =>
  aJob({
    status: 'failed',
    completed_at: at(0),
    error_message: 'Pipeline cancelled by user',
    failure: aFailure({ cause: 'cancelled', exit_code: null, message: 'Pipeline cancelled by user' }),
    resumable: { possible: true, why: null, until: null },
    allowed_actions: ['rerun', 'resume'],
    ...part,
  });

export const aTask = (part: Partial<TaskView> = {}): TaskView => ({
  attempt: 1,
  process: 'ALIGN',
  step: 'Align reads',
  tag: 'NA12878',
  name: 'ALIGN (NA12878)',
  hash: '3e/9ac41f',
  native_id: null,
  work_dir: null,
  status: 'completed',
  exit_code: 0,
  submitted_at: null,
  started_at: at(0),
  completed_at: at(60),
  duration_ms: 60_000,
  peak_rss: null,
  cpu_percent: null,
  resources: null,
  error_action: null,
  tries: 1,
  cache_miss: null,
  ...part,
});

const ATTEMPT: AttemptView = {
  attempt: 1,
  mode: 'fresh',
  status: 'running',
  requested_at: at(-600),
  requested_by: 'a.meyer',
  reason: null,
  params: {},
  launch: null,
  started_at: at(0),
  completed_at: null,
  duration_ms: null,
  paused_ms: 0,
  exit_code: null,
  failure: null,
  runner_id: 'runner-a',
  nextflow_version: '24.10.0',
  syntax_parser: null,
  pipeline_revision: null,
  run_name: null,
  session_id: null,
  argv: null,
  launch_dir: null,
  work_dir: null,
  output_dir: null,
  process_id: null,
  inputs: null,
  described: null,
  tools: null,
  images: null,
  elsewhere: [],
  qc: null,
  outputs: [],
  outputs_manifest: null,
  tasks_cached: 0,
  tasks_run: 0,
  steps: [],
};
export const anAttempt = (part: Partial<AttemptView> = {}): AttemptView => ({ ...ATTEMPT, ...part });

let seq = 0;
type PartOf<T extends EventType, E extends HistoryEntry> = Partial<Omit<E, 'type' | 'data'>> & {
  data?: Partial<DataOf<T>>;
};
const aRecordedEntry = <T extends EventType>(type: T, part: PartOf<T, HistoryEntry>): HistoryEntry => {
  const fields = { seq: ++seq, at: at(seq), actor: 'runner-a', reason: null, attempt: 1 };
  const ids = { correlation_id: 'c', causation_id: 'c' };
  return { ...fields, ...ids, ...part, type, data: { ...EVENT_DATA[type], ...part.data } };
};
/** The next entry of a history, one second after the previous one. */
export const anEntry = <T extends EventType>(type: T, part: PartOf<T, HistoryEntry> = {}) =>
  typedEntry(aRecordedEntry(type, part)) as unknown as EntryOf<T>;

export const anEffect = (type: string, part: Partial<AuditEffect> = {}): AuditEffect => ({
  seq: ++seq,
  type,
  at: at(seq),
  after_ms: 900,
  cancel: null,
  cause: null,
  message: null,
  processes_ended: null,
  executors: [],
  duration_ms: null,
  paused_ms: null,
  ...part,
});

export const anAuditEntry = <T extends EventType>(type: T, part: PartOf<T, AuditEntry> = {}) => {
  const subject = { kind: 'life', job_id: JOB_ID, queue: null, sample_name: 'NA12878', pipeline: 'wes' };
  const audited = {
    event_id: 'e',
    ...subject,
    command: null,
    outcome: null,
    effects: [],
    paused_ms: null,
    hash: 'e41c',
  };
  const entry = aRecordedEntry(type, { actor: 'a.meyer', ...part } as PartOf<T, HistoryEntry>);
  return typedEntry<AuditEntry>({ ...audited, ...entry }) as unknown as Extract<TypedAuditEntry, { type: T }>;
};

export const aPipeline = (part: Partial<PipelineView> = {}): PipelineView => ({
  name: 'wes',
  title: 'Whole exome',
  description: null,
  version: '1.4.0',
  revision: '9f2c8a1b77',
  params: {},
  queue: 'default',
  resume_after: null,
  launch: {},
  profiles: [],
  entries: [],
  nextflow_versions: ['24.10.0'],
  environment: [],
  repository: null,
  takes_config: true,
  input_param: 'input_dir',
  output_param: 'output_dir',
  steps: [],
  outputs: [],
  reports: [],
  measures_quality: false,
  demo: [],
  schema: null,
  compiled: [],
  ...part,
});
