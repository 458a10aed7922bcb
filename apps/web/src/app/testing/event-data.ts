import {
  canBeUnchanged,
  commandNames,
  commands,
  isJobCommand,
  unchangedTypeOf,
  type unchangedTypes,
  type Commands,
  type CommandName,
  type DataOf,
  type EventType,
} from '@reprise/contracts';
import { ACCESS_EVENT_DATA } from './access-event-data.ts';
import { INPUT_EVENT_DATA } from './input-event-data.ts';

const ATTEMPT = { attempt: 1 };
const REQUESTED = { ...ATTEMPT, reason: null };
const REFUSED = { ...REQUESTED, status: 'running' as const, detail: '', refusal: 'wrong_status' };
const UNCHANGED = { ...REQUESTED, detail: 'It was so already.' };
const SILENT = { name: 'slurm', message: 'Slurm does not answer: it is down', left: [], left_count: null };
const SLOT = { ...ATTEMPT, job_id: '019a3f2c-71e0-7c44-9d1a-5b06aa000001', runner_id: 'runner-a' };
const TASK: DataOf<'task_started'> = {
  ...ATTEMPT,
  process: 'ALIGN',
  step: 'Align reads',
  tag: 'NA12878',
  name: 'ALIGN (NA12878)',
  hash: '3e/9ac41f',
  work_dir: null,
  try: 1,
  submitted_at: null,
  started_at: null,
  completed_at: null,
  exit_code: null,
  duration_ms: null,
  peak_rss: null,
  cpu_percent: null,
  error_action: null,
};

type CommandEventType =
  | Commands[CommandName]['accepted']
  | NonNullable<Commands[CommandName]['refused']>
  | (typeof unchangedTypes)[number];

const commandEventData = Object.fromEntries(
  commandNames.flatMap((name) => {
    const { accepted, event } = commands[name];
    const requested = [accepted, { ...event.example, reason: null }] as const;
    const refused = isJobCommand(name) ? [[commands[name].refused, REFUSED] as const] : [];
    const unchanged = canBeUnchanged(name) ? [[unchangedTypeOf(name), UNCHANGED] as const] : [];
    return [requested, ...refused, ...unchanged];
  }),
) as unknown as { readonly [T in CommandEventType]: DataOf<T> };

/** Data of an event of each type. */
export const EVENT_DATA: { readonly [T in EventType]: DataOf<T> } = {
  ...commandEventData,
  variant_classified: commands.classify.event.example as unknown as DataOf<'variant_classified'>,
  attempt_claimed: { ...ATTEMPT, runner_id: 'runner-a' },
  attempt_started: {
    ...ATTEMPT,
    runner_id: 'runner-a',
    storage_id: 'storage-a',
    process: { pid: 48213, start_time: '1', boot_id: 'b' },
    pipeline_revision: commands.submit.event.example.pipeline_revision,
    nextflow_version: '24.10.0',
    run_name: 'r',
    argv: [],
    launch_dir: '/l',
    work_dir: '/w',
    output_dir: '/o',
  },
  pause_requested: { ...REQUESTED, mode: 'freeze' },
  paused: { ...ATTEMPT, mode: 'freeze' },
  unpause_requested: REQUESTED,
  unpaused: ATTEMPT,
  priority_changed: { from: 0, to: 1, reason: null },
  labels_changed: { from: {}, to: { run: '2026-48' }, reason: null },
  attempt_succeeded: { ...ATTEMPT, exit_code: 0, duration_ms: 1000, outputs: [] },
  attempt_failed: {
    ...ATTEMPT,
    cause: 'error',
    exit_code: 1,
    signal: null,
    failing_step: null,
    failing_task: null,
    stderr_tail: [],
    message: '',
    duration_ms: null,
    processes_ended: 0,
  },
  attempt_cancelled: { ...ATTEMPT, signals: [], processes_ended: 0, survivors: 0, duration_ms: null },
  cancel_joined: REQUESTED,
  cancel_unconfirmed: { ...ATTEMPT, pids: [], signals: [] },
  nextflow_observed: { ...ATTEMPT, nextflow_version: '25.04.4', syntax_parser: 'v1' },
  attempt_unproven: { ...ATTEMPT, during: 'end', executors: [SILENT] },
  end_proven: ATTEMPT,
  clean_failed: { ...ATTEMPT, bytes: 0, left: [], resume_possible: true },
  cleaned: { ...ATTEMPT, paths: [], bytes: 0, by: 'admin', reason: null, resume_possible: true },
  task_submitted: TASK,
  task_started: TASK,
  task_cached: TASK,
  task_completed: TASK,
  task_failed: TASK,
  task_retried: TASK,
  task_aborted: TASK,
  task_cache_missed: { ...TASK, cache_miss: { attempt: 1, hash: 'aa/000000', changes: [] } },
  plan_observed: { ...ATTEMPT, steps: [], edges: [] },
  executors_observed: { ...ATTEMPT, elsewhere: ['slurm'] },
  unproven_observed: {
    ...ATTEMPT,
    during: 'end',
    executors: [SILENT],
  },
  stall_observed: { ...ATTEMPT, tasks_waiting: 446 },
  hang_observed: { ...ATTEMPT, after: 'abort', cause: 'SIGTERM' },
  session_observed: { ...ATTEMPT, session_id: '7d1e2b1c-b09c' },
  inputs_observed: { ...ATTEMPT, inputs: [], complete: true },
  run_described: {
    ...ATTEMPT,
    params: {},
    params_from: 'merged',
    defaults: [],
    pipeline_version: null,
    materials: [],
  },
  tools_observed: { ...ATTEMPT, tools: [], complete: true },
  containers_observed: { ...ATTEMPT, images: [], complete: true },
  qc_measured: { ...ATTEMPT, verdict: null, samples: [], complete: true },
  slot_taken: SLOT,
  slot_released: SLOT,
  drained: {},
  storage_announced: { storage_id: 'storage-1', public_key: 'AAAA' },
  ...INPUT_EVENT_DATA,
  ...ACCESS_EVENT_DATA,
};
