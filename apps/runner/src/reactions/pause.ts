import type { ReactionHandler } from './reaction.ts';
import { goOn, watch } from './watch.ts';

/** Pauses a running attempt, then records the pause. */
export const pause: ReactionHandler = async (held, tools) => {
  const { commands, tasks, survivors, wake, retry } = tools;
  const { job, attempt } = held;
  await watch(held, tools);
  if (job.pending_action?.kind !== 'pausing') return;
  const { mode } = job.pending_action;
  const whyNot = await tasks.pause(held, mode);
  if (whyNot !== null) {
    // If the attempt ended in the meantime, its end is recorded; otherwise the pause is retried.
    if (tasks.isOver(held)) return wake(job.job_id);
    await survivors.reportPause(held, 'pause', whyNot);
    return retry(job.job_id, new Error(whyNot.message));
  }
  const { outcome, state } = await commands.handle(job.job_id, { name: 'confirm_pause', attempt, mode });
  // The pause was reverted, or the job was cancelled, while processes were being stopped. The attempt counts as paused
  // if an earlier try recorded the pause.
  if (outcome === 'refused' && state.status !== 'paused') await goOn(held, tools);
  survivors.forget(held);
};
