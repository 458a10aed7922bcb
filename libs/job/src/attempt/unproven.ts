import type { DataOf, UnprovenExecutor } from '@reprise/contracts';
import { executorNames } from '@reprise/contracts/executor-text';
import type { EventOf } from '../command-rules.ts';
import { refuse, wrongStatus, type Refusal } from '../refusal.ts';
import { isCancelling, isOpen, type Abandoned, type Job, type OpenJob, type UnprovenState } from '../state.ts';

const ACTION = { pause: 'pausing', unpause: 'unpausing' } as const;

/** Returns the pending transition that is not proven: an end, a pause or an unpause. Null if there is none. */
export function unprovenNow({ unproven, pending_action }: OpenJob): UnprovenState | null {
  if (!unproven) return null;
  const isWaitedFor = unproven.during === 'end' || pending_action?.kind === ACTION[unproven.during];
  return isWaitedFor ? unproven : null;
}

/** Records on an open job which executors are unproven. */
export const withUnproven = (job: OpenJob, { since, during, executors }: UnprovenState): OpenJob => ({
  ...job,
  unproven: { since, during, executors },
});

/** Returns what a cancel has not ended. Local processes of the runner count as one of the executors. */
export const leftByCancel = ({ pids, executors = [] }: DataOf<'cancel_unconfirmed'>): UnprovenExecutor[] => [
  ...(pids.length > 0 ? [localLeft(pids)] : []),
  ...executors,
];

/** Returns local processes of the runner that could not be ended. */
export const localLeft = (pids: readonly number[]): UnprovenExecutor => ({
  name: 'local',
  message: `Processes could not be ended: ${pids.join(', ')}`,
  left: pids.slice(0, 200).map((pid) => ({ native_id: String(pid), state: 'alive' })),
  left_count: pids.length,
});

/** State of a job whose attempt was abandoned; empty for other failures. */
export function abandonedBy(event: EventOf<'attempt_failed'>): { readonly abandoned?: Abandoned } {
  const { data, time, actor, id, correlation_id, traceparent } = event;
  if (data.cause !== 'abandoned') return {};
  const by = { at: time, by: actor, event_id: id, correlation_id, traceparent };
  return { abandoned: { ...by, executors: data.unproven ?? [] } };
}

/** Reason why the files of an abandoned job must not change; null for others. */
export function refusalWhileUnproven(job: Job, verb: string): Refusal | null {
  if (isOpen(job) || !job.abandoned) return null;
  const said = job.abandoned.executors.map(({ message }) => message).join('. ');
  const ids = job.abandoned.executors.flatMap(({ left }) => left.map(({ native_id }) => native_id));
  const last = ids.length > 0 ? ` Last seen: ${named(ids)}.` : '';
  return refuse(
    'not_proven',
    `Cannot ${verb}: it was abandoned, and its tasks are not proven to have ended: ${said}.${last} Submit another like it, or wait until nothing of it is left.`,
  );
}

/**
 * Reason why an open job accepts no new attempt: its status or, if its runner has reported that tasks may still run
 * after the end of Nextflow or after a cancel, these tasks.
 */
export function refusalWhileOpen(job: OpenJob, verb: string): Refusal {
  const unproven = unprovenNow(job);
  if (unproven?.during !== 'end') return wrongStatus(verb, job.status);
  const places = unproven.executors.map(placeText).join(' and ');
  const said = unproven.executors.map(({ message }) => message).join('. ');
  const wait = `Wait until their end is proven${isCancelling(job) ? '' : ', or cancel the job'}`;
  return refuse(
    'not_proven',
    `Cannot ${verb}: tasks of attempt ${String(job.attempt)} may still run on ${places}. ${said}. ${wait}. If their end is never proven, an administrator can abandon the job.`,
  );
}

/** "Slurm (812, 813)". An executor that answers names the ids in its message. */
function placeText({ name, left, left_count }: UnprovenExecutor): string {
  const place = name === 'local' ? "the runner's machine" : executorNames([name]);
  return left_count === null && left.length > 0 ? `${place} (${named(left.map(({ native_id }) => native_id))})` : place;
}

const MOST_NAMED = 20;

const named = (ids: readonly string[]): string =>
  ids.length > MOST_NAMED
    ? `${ids.slice(0, MOST_NAMED).join(', ')} and ${String(ids.length - MOST_NAMED)} more`
    : ids.join(', ');
