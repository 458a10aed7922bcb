import { startedAttempt, type HeldAttempt } from '../attempt/attempt.ts';
import type { WatchEnd } from '../watch/watch-attempt.ts';
import type { ReactionHandler, ReactionTools } from './reaction.ts';

/** Ensures that the events of a running attempt are sent. Does not wait for its end, which wakes the job again. */
export const watch: ReactionHandler = async (held, tools) => {
  const { status, pending_action } = held.job;
  // A reverted pause may have stopped processes before this runner was restarted.
  if (status === 'running' && !pending_action) await goOn(held, tools);
  if (tools.watches.has(held)) return;
  ensureWatched(held, tools).catch((error: unknown) => tools.retry(held.job.job_id, error));
};

/** Continues an attempt whose pause was reverted. @throws Error if this is not proven */
export async function goOn(held: HeldAttempt, { tasks }: Pick<ReactionTools, 'tasks'>): Promise<void> {
  const whyNot = await tasks.unpause(held);
  if (whyNot !== null) throw new Error(whyNot.message);
}

/** Begins to watch the attempt, unless it is already being watched. Resolves when the attempt ends. */
export const ensureWatched = (held: HeldAttempt, { watches, pipeline, wake }: ReactionTools): Promise<WatchEnd> =>
  watches.ensure(
    startedAttempt(held),
    () => pipeline(held.job.pipeline),
    () => wake(held.job.job_id),
  );
