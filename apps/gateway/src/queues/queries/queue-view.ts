import {
  MAX_WAITING_SHOWN,
  type QueueView,
  type RunnerView,
  type WaitingJob,
  type WaitingPage,
} from '@reprise/contracts';
import { expectedWaits, isLargeEnough, neededStorage, slotsFor, type QueueState, type RunnerSize } from '@reprise/job';
import type { QueueContent, QueuedJob } from '@reprise/read-model';
import { missingNextflow } from './missing-nextflow.ts';
import { waitsFor, type RunnerCandidate } from './waits-for.ts';

/** Facts that determine expected waits in a queue, in addition to its jobs. */
export interface Outlook {
  /** Sizes of the active runners. */
  readonly runners: readonly RunnerSize[];
  /** All runners from which heartbeats were received. */
  readonly heard: readonly (RunnerCandidate & Pick<RunnerView, 'nextflow_versions'>)[];
  /** Whether heartbeats are missing because NATS is unreachable. */
  readonly isUnheard?: boolean;
  /** Median duration in milliseconds, by pipeline. */
  readonly medians: ReadonlyMap<string, number>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Heard = Pick<RunnerView, 'alive' | 'holds_back' | 'slots' | 'cpus' | 'memory_bytes'>;

/** Sizes of active runners. If a size is unknown, every job counts as one slot. */
export const sizesOf = (runners: readonly Heard[]): RunnerSize[] =>
  runners
    .filter(({ alive, holds_back }) => alive && holds_back === null)
    .map(({ slots, cpus, memory_bytes }) => ({
      slots,
      cpus: cpus ?? Infinity,
      memory_bytes: memory_bytes ?? Infinity,
    }));

/** Returns a queue as in the API. @param others other queues, whose jobs use slots of the same runners */
export function queueView(content: QueueContent, outlook: Outlook, others: readonly QueueContent[] = []): QueueView {
  const { name, state, waiting } = content;
  const { slots, running, newJobWait, viewOf } = outlookOf(content, outlook, others);
  return {
    name,
    paused: pauseOf(state),
    limit: state.limit,
    order: state.order ?? 'fair',
    slots: outlook.isUnheard ? null : slots,
    running,
    waiting: waiting.slice(0, MAX_WAITING_SHOWN).map(viewOf),
    waiting_count: waiting.length,
    expected_wait_ms: newJobWait,
  };
}

/** A page of the waiting jobs, or of those that match `q`: part of the sample's name, or the pipeline's or job's id. */
export interface LinePart {
  readonly q?: string | undefined;
  /** Position of the first job, starting at 0. */
  readonly from: number;
  readonly limit: number;
}

/** Returns a page of the waiting jobs of a queue. */
export function waitingPage(
  content: QueueContent,
  outlook: Outlook,
  others: readonly QueueContent[],
  { q = '', from, limit }: LinePart,
): WaitingPage {
  const { viewOf } = outlookOf(content, outlook, others);
  const wanted = q.trim().toLowerCase();
  const found = content.waiting
    .map((job, place) => ({ job, place }))
    .filter(({ job }) =>
      [job.sample_name, job.pipeline, job.job_id].some((text) => text.toLowerCase().includes(wanted)),
    );
  return {
    items: found.slice(from, from + limit).map(({ job, place }) => viewOf(job, place)),
    total: found.length,
  };
}

/** Returns the expectations for a queue, and the view of each of its waiting jobs by position, starting at 0. */
function outlookOf(content: QueueContent, outlook: Outlook, others: readonly QueueContent[]) {
  const { state, waiting } = content;
  const { runners, medians } = outlook;
  const slots = runners.reduce((sum, runner) => sum + runner.slots, 0);
  const largest = runners.reduce<RunnerSize>((a, b) => (b.slots > a.slots ? b : a), NO_RUNNER);
  const running = runningViews(content, outlook);
  const elsewhere = others.flatMap((other) => runningViews(other, outlook));
  const tooLarge = new Set(waiting.filter((job) => isTooLarge(job, runners)));
  // Without active runners, there is no size to divide.
  const weightOf = (job: QueuedJob) => Math.max(1, slotsFor(job.resources ?? undefined, largest));
  const held = new Map(waiting.map((job) => [job, waitsFor(job.files, weightOf(job), outlook.heard)]));
  const missing = new Map(waiting.map((job) => [job, missingNextflow(job.files, outlook.heard)]));
  // A runner skips jobs that only another runner can claim.
  const fitting = waiting.filter((job) => !tooLarge.has(job) && !held.get(job) && !missing.get(job));
  const line = fitting.map((job) => ({ slots: weightOf(job), duration_ms: medians.get(job.pipeline) ?? null }));
  const waits = state.paused
    ? []
    : expectedWaits(
        [...line, { slots: 1, duration_ms: null }],
        [...ends(running, outlook), ...ends(elsewhere, outlook).map((end) => ({ ...end, isElsewhere: true }))],
        { slots, limit: state.limit },
      );
  const expected = new Map(fitting.map((job, i) => [job, waits[i] ?? null]));
  const viewOf = (job: QueuedJob, place: number): WaitingJob => {
    const waits_for = held.get(job) ?? null;
    return {
      ...pick(job),
      priority: job.priority,
      asked_by: job.asked_by,
      waiting_since: job.requested_at,
      position: place + 1,
      expected_wait_ms: waits_for ? null : (expected.get(job) ?? null),
      slots: weightOf(job),
      waits_for,
      resources: job.resources,
      is_too_large: tooLarge.has(job),
      needs_nextflow: missing.get(job) ?? null,
    };
  };
  return { slots, running, newJobWait: waits[fitting.length] ?? null, viewOf };
}

function runningViews({ state, running }: QueueContent, { medians, now }: Outlook): QueueView['running'] {
  const weights = new Map(state.taken.map((slot) => [slot.job_id, slot.slots ?? 1]));
  return running.map((job) => ({
    ...pick(job),
    status: job.status,
    pending_action: job.pending_action,
    runner_id: job.runner_id!,
    started_at: job.started_at,
    paused: job.paused,
    paused_ms: job.paused_ms,
    slots: weights.get(job.job_id) ?? 1,
    expected_ms: remainingMs(job, medians.get(job.pipeline) ?? null, now),
  }));
}

/**
 * Returns the times at which jobs are expected to free slots. Jobs on a runner that is not claiming any, such as a
 * draining one, do not count.
 */
function ends(running: QueueView['running'], { heard }: Outlook) {
  const closed = new Set(
    heard.filter(({ alive, holds_back }) => !alive || holds_back !== null).map(({ runner_id }) => runner_id),
  );
  return running.map(({ runner_id, slots, status, expected_ms }) => ({
    slots: closed.has(runner_id) ? 0 : slots,
    remaining_ms: status === 'paused' ? null : expected_ms,
  }));
}

/**
 * Whether there are active runners, but none has the resources that the job declares. A job with files on a runner
 * continues there.
 */
const isTooLarge = ({ resources, files }: QueuedJob, runners: readonly RunnerSize[]): boolean =>
  runners.length > 0 &&
  neededStorage(files) === null &&
  !runners.some((runner) => isLargeEnough(resources ?? undefined, runner));

const NO_RUNNER: RunnerSize = { slots: 0, cpus: Infinity, memory_bytes: Infinity };

const pick = ({ job_id, sample_name, pipeline }: QueuedJob) => ({ job_id, sample_name, pipeline });

const pauseOf = ({ paused }: QueueState): QueueView['paused'] =>
  paused ? { by: paused.by, since: paused.since, reason: paused.reason, cause: paused.cause ?? null } : null;

/** Minimum share of the median that a run is still expected to take. */
const LEAST_REST = 0.1;

/**
 * Returns the milliseconds until a run is expected to end. Never 0, because a job that waits for it does not start
 * immediately. An overdue run is expected to continue for as long as it is already overdue.
 */
function remainingMs({ started_at, paused_ms }: QueuedJob, median: number | null, now: number): number | null {
  if (median === null) return null;
  const elapsed = started_at === null ? 0 : Math.max(0, now - Date.parse(started_at) - paused_ms);
  return Math.max(1_000, LEAST_REST * median, Math.abs(median - elapsed));
}
