import type { JobView, StepState, StepView, WaitingJob } from '@reprise/contracts';
import { ignoredText } from '@reprise/contracts/ignored-failures';
import { about, ordinal, plural, runnerName } from '../format.ts';
import { exitOf, failureReason } from './failure-reason.ts';
import { statusKey } from './status.ts';

/** Shorter waits are not shown, because the next check of a runner ends them. */
const SOON_MS = 1_000;

type Fill = StepState | 'paused';
type Segment = { fill: Fill; /** Part that is done, 0 to 1, of a running step. */ part: number };

/** Returns one segment per step, for the step bar. */
export function segmentsOf(job: Pick<JobView, 'steps' | 'status'>): Segment[] {
  return job.steps.map((step) => ({
    fill: job.status === 'paused' && step.state === 'running' ? 'paused' : step.state,
    part: partOf(step),
  }));
}

/** Completed share of a step's known tasks, from 0.12 to 0.95, so that a running step looks neither idle nor done. */
function partOf({ tasks }: StepView): number {
  const done = tasks.completed + tasks.cached;
  return Math.min(0.95, Math.max(0.12, (done + 0.5 * tasks.running) / Math.max(1, tasks.total)));
}

/** Queue position from the view of a queue. */
export type QueuePlace = Pick<WaitingJob, 'position' | 'expected_wait_ms' | 'waits_for'> & {
  readonly is_too_large?: boolean;
  readonly needs_nextflow?: string | null;
  /** Number of slots of a runner that it takes; 1 if absent. */
  readonly slots?: number;
  /** Whether the limit of its queue is 0. */
  readonly starts_none?: boolean;
  readonly is_queue_paused?: boolean;
};

/** Facts about runners that sentences need. */
export type RunnersSummary = {
  /** Returns the name of a runner. */
  readonly nameOf: (id: string) => string;
  /** Returns whether a runner is offline now. */
  readonly isAway: (id: string) => boolean;
};
const UNKNOWN: RunnersSummary = { nameOf: runnerName, isAway: () => false };

/** Short progress of a job. `place`: its queue position; null if unknown. */
export function whereOf(job: JobView, place: QueuePlace | null = null, runners = UNKNOWN): string {
  const step = job.current_step;
  switch (statusKey(job)) {
    case 'cleaning':
      return whereOf({ ...job, pending_action: null }, place, runners);
    case 'pending':
      return pendingText(job, place, runners.nameOf);
    case 'cancelling':
      return stoppingText(job, runners);
    case 'paused':
      return pausedText(job);
    case 'completed':
      return completedText(job);
    case 'cancelled':
      return job.started_at ? `Stopped${step ? ` at ${step}` : ''}` : 'Never started';
    case 'failed':
      return failedText(job);
    default:
      return step ?? 'Starting Nextflow';
  }
}

/** A skipped step is not done, and neither is a failure that the pipeline ignores. */
function completedText(job: JobView): string {
  const notDone = notDoneText(job);
  return notDone ? `Done, ${notDone}` : 'All steps done';
}

/** "1 step skipped, 2 failures ignored"; empty if there are none. */
export function notDoneText(job: Pick<JobView, 'steps'>): string {
  const skipped = job.steps.filter(({ state }) => state === 'skipped').length;
  return [skipped ? `${plural(skipped, 'step')} skipped` : '', ignoredText(job)].filter(Boolean).join(', ');
}

/** An offline runner stops nothing until it is online again. */
function stoppingText({ runner_id }: JobView, { nameOf, isAway }: RunnersSummary): string {
  if (runner_id === null) return 'Stopping';
  return isAway(runner_id)
    ? `Waiting for ${nameOf(runner_id)}, which is not heard of`
    : `Stopping on ${nameOf(runner_id)}`;
}

/** Explains the pause. The stopped Nextflow does not report whether tasks of a drained job have ended. */
function pausedText({ paused, steps, current_step }: JobView): string {
  if (!paused) return 'Paused';
  const running = steps.reduce((sum, { tasks }) => sum + tasks.running, 0);
  const at = current_step ? ` at ${current_step}` : '';
  const what = paused.mode === 'freeze' ? `Frozen${at}, memory still taken` : `Starts no new task${at}`;
  return paused.mode === 'drain' && running > 0 ? `${what}; ${String(running)} may still run` : what;
}

function pendingText(job: JobView, place: QueuePlace | null, nameOf: typeof runnerName): string {
  if (job.runner_id) return `Starting on ${nameOf(job.runner_id)}`;
  if (place?.waits_for) return filesText(place.waits_for, nameOf);
  const position = place?.position ?? job.queue_position;
  if (position === null) return 'Waiting for a runner';
  if (place?.is_too_large) return 'Waiting for a larger runner';
  if (place?.needs_nextflow) return `Waiting for a runner with ${place.needs_nextflow}`;
  if (place?.is_queue_paused)
    return job.queue === 'default'
      ? `Waiting, ${ordinal(position)} in line; the queue is paused`
      : `Waiting, ${ordinal(position)} in queue “${job.queue}”, which is paused`;
  if (place?.starts_none) return `Waiting, ${ordinal(position)} in queue “${job.queue}”, whose limit is 0`;
  const wait = place?.expected_wait_ms ?? 0;
  const line = job.queue === 'default' ? 'in line' : `in queue “${job.queue}”`;
  const size = (place?.slots ?? 1) > 1 ? `, takes ${place?.slots} slots` : '';
  return `Waiting, ${ordinal(position)} ${line}${size}${wait < SOON_MS ? '' : `, ${about(wait)}`}`;
}

/** Other runners may have free slots, but only the one with the job's files can claim it. */
export function filesText({ runner_id, why }: NonNullable<QueuePlace['waits_for']>, nameOf = runnerName): string {
  const runner = runner_id === null ? 'a runner with its files' : `${nameOf(runner_id)}, which has its files`;
  return `Waiting for ${runner}. ${why}`;
}

/** The failed step and the cause on one line, as far as known: "Call variants, exit 1: no index". */
function failedText(job: JobView): string {
  const { failure } = job;
  if (!failure) return job.error_message ?? 'Failed';
  switch (failure.cause) {
    case 'runner_lost':
      return 'Its runner was lost';
    case 'abandoned':
      return job.abandoned ? 'Abandoned, not proven to have ended' : 'Abandoned, nothing of it is left';
    case 'start_failed':
      return withReason('Could not start', failure.message);
    case 'killed':
      return failure.signal ? `Killed by ${failure.signal}` : 'Its end is unknown';
    default: {
      const exit = exitOf(failure);
      const place = [failure.step, exit === null ? null : `exit ${exit}`].filter(Boolean).join(', ');
      return withReason(place, failureReason(failure));
    }
  }
}

const withReason = (what: string, why: string): string => [what, why.split('\n', 1)[0]].filter(Boolean).join(': ');

/**
 * "4 of 7 done, 1 failure ignored": number of steps that are done, of all known steps. Empty before the first step is
 * known.
 */
export function doneSteps(job: Pick<JobView, 'progress' | 'started_at' | 'status' | 'steps'>): string {
  const { steps_done, steps_total } = job.progress;
  if (!job.started_at || job.status === 'pending') return '';
  const ofAll = steps_total === null ? '' : ` of ${steps_total}`;
  const done = steps_total || (steps_total === null && steps_done) ? `${steps_done}${ofAll} done` : '';
  return [done, ignoredText(job)].filter(Boolean).join(', ');
}
