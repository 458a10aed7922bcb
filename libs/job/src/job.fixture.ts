import type { DataOf, LifecycleEvent, LifecycleType, Recorded } from '@reprise/contracts';
import type { Decision } from './decision.ts';
import { fold } from './evolve.ts';
import { isRefusal } from './refusal.ts';
import type { Job } from './state.ts';

/** Jobs in every state, each described by the events that lead to it. */

const jobId = '01900000-0000-7000-8000-000000000001';
const pad = (n: number, width: number): string => String(n).padStart(width, '0');
const timeOf = (seq: number): string => new Date(Date.UTC(2026, 0, 1, 8, 0, seq)).toISOString();

export function recorded<T extends LifecycleType>(seq: number, type: T, data: DataOf<T>): Recorded<LifecycleEvent> {
  return {
    id: `01900000-0000-7000-8000-${pad(seq, 12)}`,
    type,
    version: 1,
    source: '/reprise/test',
    subject: jobId,
    time: timeOf(seq),
    actor: 'ada',
    correlation_id: `correlation-${String(seq)}`,
    causation_id: `cause-${String(seq)}`,
    traceparent: `trace-${String(seq)}`,
    seq,
    data,
  } as Recorded<LifecycleEvent>;
}

export const submission = {
  sample_name: 'DEMO1',
  pipeline: 'wes',
  pipeline_revision: 'r1',
  params: { depth: 50 },
  inputs: [],
  queue: 'default',
  priority: 0,
  reason: null,
};

export const start = (attempt: number, runner_id = 'runner-a'): DataOf<'attempt_started'> => ({
  attempt,
  runner_id,
  storage_id: 'storage-a',
  process: { pid: 4711, start_time: '123', boot_id: 'boot' },
  pipeline_revision: 'r1',
  nextflow_version: '24.10.0',
  run_name: 'demo1-1',
  argv: ['nextflow', 'run'],
  launch_dir: '/jobs/1',
  work_dir: '/jobs/1/work',
  output_dir: '/jobs/1/out',
});

export const success = (attempt: number): DataOf<'attempt_succeeded'> => ({
  attempt,
  exit_code: 0,
  duration_ms: 1_000,
  outputs: [],
});

export const failure = (attempt: number, cause: DataOf<'attempt_failed'>['cause']): DataOf<'attempt_failed'> => ({
  attempt,
  cause,
  exit_code: 1,
  signal: null,
  failing_step: null,
  failing_task: null,
  stderr_tail: [],
  message: 'It failed.',
  duration_ms: 1_000,
  processes_ended: 0,
});

export const cancellation = (attempt: number): DataOf<'attempt_cancelled'> => ({
  attempt,
  signals: [],
  processes_ended: 3,
  survivors: 0,
  duration_ms: 1_000,
});

type EventSpec = { [T in LifecycleType]: [T, DataOf<T>] }[LifecycleType];

const claimed: EventSpec = ['attempt_claimed', { attempt: 1, runner_id: 'runner-a' }];
const started: EventSpec = ['attempt_started', start(1)];
const cancelling: EventSpec = ['cancel_requested', { attempt: 1, reason: 'wrong sample' }];
const pausing: EventSpec = ['pause_requested', { attempt: 1, reason: null, mode: 'freeze' }];
const paused: EventSpec = ['paused', { attempt: 1, mode: 'freeze' }];
const unpausing: EventSpec = ['unpause_requested', { attempt: 1, reason: null }];
const cancelled: EventSpec = ['attempt_cancelled', cancellation(1)];
const failed = (cause: DataOf<'attempt_failed'>['cause']): EventSpec => ['attempt_failed', failure(1, cause)];

/** Every state, with the events after `submitted` that lead to it. */
const histories = {
  pending: [],
  'pending, claimed': [claimed],
  'pending, cancelling': [claimed, cancelling],
  running: [claimed, started],
  'running, cancelling': [claimed, started, cancelling],
  'running, pausing': [claimed, started, pausing],
  paused: [claimed, started, pausing, paused],
  'paused, cancelling': [claimed, started, pausing, paused, cancelling],
  'paused, unpausing': [claimed, started, pausing, paused, unpausing],
  completed: [claimed, started, ['attempt_succeeded', success(1)]],
  'failed: error': [claimed, started, failed('error')],
  'failed: killed': [claimed, started, failed('killed')],
  'failed: runner_lost': [claimed, started, failed('runner_lost')],
  'failed: start_failed': [claimed, failed('start_failed')],
  'failed: cancelled': [claimed, started, cancelling, cancelled],
  'failed: cancelled unstarted': [cancelling, cancelled],
} satisfies Record<string, EventSpec[]>;

export type StateName = keyof typeof histories;
export const stateNames = Object.keys(histories) as StateName[];

export const historyOf = (name: StateName): Recorded<LifecycleEvent>[] =>
  [['submitted', submission] as EventSpec, ...histories[name]].map(([type, data], index) =>
    recorded(index + 1, type, data),
  );

/** A job in the given state. */
export const jobThatIs = (name: StateName): Job => fold(historyOf(name)) as Job;

/** A decision in one line: the events to append, or code and message of the refusal. */
export const outcome = (decision: Decision): string => {
  if (isRefusal(decision)) return `${decision.code}: ${decision.detail}`;
  return decision.map(({ type }) => type).join(', ') || 'already so';
};
