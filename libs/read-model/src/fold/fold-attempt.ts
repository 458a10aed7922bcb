import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import { noProgress, type Job } from '@reprise/job';
import type { AttemptRow } from '../entities/index.ts';
import { cancelledFailure } from './cancelled-failure.ts';
import { endedAt } from './ended-at.ts';

type Event = Recorded<LifecycleEvent>;

/** Returns the row of the job's current attempt after an event that led to `state`. */
export function foldAttempt(row: AttemptRow | undefined, event: Event, state: Job): AttemptRow | undefined {
  switch (event.type) {
    case 'submitted':
    case 'rerun_requested':
    case 'resume_requested':
    case 'restart_requested':
      return requested(event, state);
    default:
      return row && { ...row, ...shown(event, row, state.paused_ms ?? 0), ...atItsEnd(event, row) };
  }
}

type Request = Extract<Event, { type: 'submitted' | 'rerun_requested' | 'resume_requested' | 'restart_requested' }>;

function requested(event: Request, { job_id, attempt, mode, params, launch }: Job): AttemptRow {
  return {
    job_id,
    attempt,
    mode,
    params,
    launch: launch ?? null,
    status: 'pending',
    requested_at: event.time,
    requested_by: event.actor,
    reason: event.data.reason,
    runner_id: null,
    started_at: null,
    completed_at: null,
    duration_ms: null,
    exit_code: null,
    failure: null,
    cancel: null,
    pipeline_revision: null,
    nextflow_version: null,
    syntax_parser: null,
    run_name: null,
    argv: null,
    process_id: null,
    launch_dir: null,
    work_dir: null,
    output_dir: null,
    outputs: [],
    outputs_manifest: null,
    paused_ms: 0,
    progress: noProgress,
  };
}

/** Maximum number of native ids in a row, because job lists read them. */
const MOST_IDS = 20;

/**
 * Remote tasks and incomplete parts of the run, recorded at the end of the attempt, or when the end is proven after the
 * attempt was abandoned.
 */
function atItsEnd({ type, data }: Event, { progress }: AttemptRow): Partial<AttemptRow> {
  if (
    type !== 'end_proven' &&
    type !== 'attempt_succeeded' &&
    type !== 'attempt_failed' &&
    type !== 'attempt_cancelled'
  )
    return {};
  const ended = data.executors?.map((each) => ({ ...each, ended: each.ended.slice(0, MOST_IDS) }));
  const warnings = type === 'attempt_succeeded' || type === 'attempt_failed' ? data.warnings : undefined;
  return ended || warnings ? { progress: { ...progress, ...(ended && { ended }), ...(warnings && { warnings }) } } : {};
}

function shown(event: Event, { started_at }: AttemptRow, paused_ms: number): Partial<AttemptRow> {
  switch (event.type) {
    case 'attempt_claimed':
      return { runner_id: event.data.runner_id };
    case 'attempt_started': {
      const { storage_id, process, results_left_on, ...data } = event.data;
      return { ...data, status: 'running', started_at: event.time, process_id: process.pid };
    }
    case 'nextflow_observed':
      return { nextflow_version: event.data.nextflow_version, syntax_parser: event.data.syntax_parser ?? null };
    case 'attempt_succeeded': {
      const { exit_code, duration_ms, outputs, outputs_manifest = null, cancel = null } = event.data;
      const end = { exit_code, duration_ms, paused_ms, outputs, outputs_manifest, cancel };
      return { ...end, status: 'succeeded', completed_at: endedAt(started_at, duration_ms, event.time) };
    }
    case 'attempt_failed': {
      const { cause, exit_code, signal, failing_step, failing_task, stderr_tail, message } = event.data;
      const { duration_ms, cancel = null, excerpt, summary } = event.data;
      const failure = {
        cause,
        exit_code,
        signal,
        failing_step,
        failing_task,
        stderr_tail,
        message,
        // Absent if absent in the event, so that rows of earlier events stay unchanged.
        ...(excerpt && { excerpt }),
        ...(summary !== undefined && { summary }),
      };
      return {
        status: 'failed',
        completed_at: endedAt(started_at, duration_ms, event.time),
        duration_ms,
        paused_ms,
        exit_code,
        failure,
        cancel,
      };
    }
    case 'attempt_cancelled': {
      const { duration_ms } = event.data;
      return {
        status: 'cancelled',
        // In the history, the time of a cancel is the end of the last process. Nextflow itself ended before that.
        completed_at: event.time,
        duration_ms,
        paused_ms,
        failure: cancelledFailure,
      };
    }
    default:
      return {};
  }
}
