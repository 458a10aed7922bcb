import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import { cleanAfterCancel, evolveClean } from './clean/evolve.ts';
import { isOfHolder } from './holder.ts';
import { pending } from './pending.ts';
import { filesBeforeRerun, leftAfterStart } from './rerun/earlier-files.ts';
import {
  isOpen,
  pausedMs,
  unknownJob,
  type Job,
  type JobState,
  type OpenJob,
  type PausedJob,
  type Pending,
  type RunningJob,
} from './state.ts';

type Event = Recorded<LifecycleEvent>;

/**
 * Folds one lifecycle event into a job's state. Total: a late, repeated or unknown event changes nothing, and what is
 * final stays final until a rerun, resume or restart opens the next attempt.
 */
export function evolve(state: JobState, event: Event): JobState {
  if (state.status === 'unknown') return event.type === 'submitted' ? submitted(event) : state;
  switch (event.type) {
    case 'rerun_requested':
    case 'resume_requested':
    case 'restart_requested':
      return isOpen(state) || event.data.attempt !== state.attempt + 1 ? state : nextAttempt(state, event);
    case 'clean_requested':
    case 'cleaned':
    case 'clean_failed':
      return isOpen(state) ? state : evolveClean(state, event);
    case 'job_pinned':
      return { ...state, pinned: { at: event.time, by: event.actor } };
    case 'job_unpinned':
      return { ...state, pinned: undefined };
    case 'priority_changed':
      return state.status === 'pending' ? { ...state, priority: event.data.to } : state;
    case 'queue_changed':
      return state.status === 'pending' && !state.claimed_by ? { ...state, queue: event.data.to } : state;
    default:
      return isOpen(state) &&
        'attempt' in event.data &&
        event.data.attempt === state.attempt &&
        isOfHolder(event, state.claimed_by)
        ? evolveOpen(state, event)
        : state;
  }
}

/** The state that a history leads to. */
export const fold = (events: Iterable<Event>, from: JobState = unknownJob): JobState => {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
};

function submitted(event: Extract<Event, { type: 'submitted' }>): Job {
  const { sample_name, pipeline, pipeline_revision, params, launch, sheet, resources, on_cancel } = event.data;
  const { queue, priority } = event.data;
  return {
    status: 'pending',
    job_id: event.subject,
    sample_name,
    pipeline,
    pipeline_revision,
    params,
    ...(launch && { launch }),
    ...(sheet && { sheet }),
    ...(resources && { resources }),
    ...(on_cancel && { on_cancel }),
    queue,
    priority,
    waiting_since: event.seq,
    attempt: 1,
    mode: 'fresh',
    requested_by: event.id,
    asked_by: event.actor,
    correlation_id: event.correlation_id,
    traceparent: event.traceparent,
    keep_work_dir: false,
    last_run: null,
    results_on: null,
    cleaned: null,
    claimed_by: null,
    pending_action: null,
  };
}

const modeOf = { rerun_requested: 'fresh', resume_requested: 'resume', restart_requested: 'from_step' } as const;

type NextAttempt = Extract<Event, { type: keyof typeof modeOf }>;

function nextAttempt(state: Job, event: NextAttempt): Job {
  const revision = event.type === 'rerun_requested' ? event.data.revision : undefined;
  return {
    ...asked(state),
    ...(revision && { pipeline_revision: revision.commit, launch: { ...state.launch, revision: revision.name } }),
    status: 'pending',
    params: ('params' in event.data && event.data.params) || state.params,
    waiting_since: event.seq,
    attempt: event.data.attempt,
    mode: modeOf[event.type],
    requested_by: event.id,
    asked_by: event.actor,
    correlation_id: event.correlation_id,
    traceparent: event.traceparent,
    keep_work_dir: event.type === 'rerun_requested' && event.data.keep_work_dir,
    ...(event.type === 'rerun_requested' && event.data.keep_results && { keep_results: true as const }),
    ...(event.type === 'restart_requested' && { from_step: event.data.step }),
    ...(event.type !== 'rerun_requested' && hasSucceeded(state) && { goes_on_from_success: true as const }),
    last_run: event.type === 'rerun_requested' ? null : state.last_run,
    ...(event.type === 'rerun_requested' ? filesBeforeRerun(state, event.data) : earlierFiles(state)),
    cleaned: event.type === 'rerun_requested' ? null : state.cleaned,
    ...(state.pinned && { pinned: state.pinned }),
    claimed_by: null,
    pending_action: null,
  };
}

function earlierFiles({ results_on, results_of, left }: Job) {
  return { results_on, ...(results_of && { results_of }), ...(left && { left }) };
}

const hasSucceeded = (job: Job): boolean => job.status === 'completed' || job.goes_on_from_success === true;

function asked(job: Job) {
  const { job_id, sample_name, pipeline, pipeline_revision, launch, sheet, queue, priority } = job;
  const { resources, on_cancel } = job;
  const declared = { ...(resources && { resources }), ...(on_cancel && { on_cancel }) };
  const optional = { ...(launch && { launch }), ...(sheet && { sheet }), ...declared };
  return { job_id, sample_name, pipeline, pipeline_revision, ...optional, queue, priority };
}

function common(state: Job) {
  const { params, waiting_since, attempt, mode, requested_by, asked_by, correlation_id, traceparent } = state;
  const { keep_work_dir, keep_results, deletes_nothing, from_step, goes_on_from_success } = state;
  const { last_run, cleaned, pinned } = state;
  return {
    ...asked(state),
    params,
    waiting_since,
    attempt,
    mode,
    requested_by,
    ...(asked_by !== undefined && { asked_by }),
    correlation_id,
    traceparent,
    keep_work_dir,
    ...(keep_results && { keep_results }),
    ...(deletes_nothing && { deletes_nothing }),
    ...(from_step !== undefined && { from_step }),
    ...(goes_on_from_success && { goes_on_from_success }),
    last_run,
    ...earlierFiles(state),
    cleaned,
    ...(pinned && { pinned }),
  };
}

function goOn({ pause, ...state }: PausedJob, { time }: Event): RunningJob {
  const paused_ms = pausedMs({ ...state, pause }, time);
  return { ...state, status: 'running', paused_ms, pending_action: onlyCancelling(state.pending_action) };
}

function ended(state: OpenJob, { time }: Event) {
  const paused_ms = pausedMs(state, time);
  return { ...common(state), ...(paused_ms > 0 && { paused_ms }) };
}

function evolveOpen(state: OpenJob, event: Event): JobState {
  switch (event.type) {
    case 'attempt_claimed':
      return state.status === 'pending' && !state.claimed_by && !state.pending_action
        ? { ...state, claimed_by: event.data.runner_id }
        : state;
    case 'attempt_started': {
      if (state.status !== 'pending' || state.claimed_by !== event.data.runner_id || state.pending_action) return state;
      const { runner_id, storage_id, process, launch_dir, work_dir, output_dir } = event.data;
      const last_run = { runner_id, storage_id, process, launch_dir, work_dir, output_dir, started_at: event.time };
      const { left: _, ...rest } = common(state);
      const left = leftAfterStart(state, storage_id);
      return { ...rest, ...left, status: 'running', claimed_by: runner_id, last_run, pending_action: null };
    }
    case 'cancel_requested':
      return state.pending_action?.kind === 'cancelling'
        ? state
        : { ...state, pending_action: { ...pending('cancelling', event), actors: [event.actor] } };
    case 'cancel_joined':
      return joined(state, event);
    case 'pause_requested':
      return state.status === 'running' && !state.pending_action
        ? { ...state, pending_action: { ...pending('pausing', event), mode: event.data.mode } }
        : state;
    case 'paused':
      return state.status === 'running'
        ? {
            ...state,
            status: 'paused',
            pause: { mode: event.data.mode, since: event.time },
            pending_action: onlyCancelling(state.pending_action),
          }
        : state;
    case 'unpause_requested':
      if (state.status === 'running' && state.pending_action?.kind === 'pausing')
        return { ...state, pending_action: null };
      return state.status === 'paused' && !state.pending_action
        ? { ...state, pending_action: pending('unpausing', event) }
        : state;
    case 'unpaused':
      return state.status === 'paused' ? goOn(state, event) : state;
    case 'attempt_succeeded':
      return { ...ended(state, event), status: 'completed' };
    case 'attempt_failed':
      return { ...ended(state, event), status: 'failed', cause: event.data.cause };
    case 'attempt_cancelled':
      return { ...ended(state, event), status: 'failed', cause: 'cancelled', ...cleanAfterCancel(event) };
    default:
      return state;
  }
}

/** Only who asked changes: the request that is under way stays the first one. */
function joined(state: OpenJob, { actor }: Event): OpenJob {
  const action = state.pending_action;
  if (action?.kind !== 'cancelling') return state;
  const actors = [...(action.actors ?? []), actor];
  return { ...state, pending_action: { ...action, actors } } as OpenJob;
}

const onlyCancelling = (action: OpenJob['pending_action']): Pending<'cancelling'> | null =>
  action?.kind === 'cancelling' ? (action as Pending<'cancelling'>) : null;
