import type { ReactionHandler } from './reaction.ts';
import { watch } from './watch.ts';

/** Continues a paused attempt, then records it. */
export const unpause: ReactionHandler = async (held, tools) => {
  await watch(held, tools);
  const whyNot = await tools.tasks.unpause(held);
  if (whyNot !== null) {
    await tools.survivors.reportPause(held, 'unpause', whyNot);
    return tools.retry(held.job.job_id, new Error(whyNot.message));
  }
  await tools.commands.handle(held.job.job_id, { name: 'confirm_unpause', attempt: held.attempt });
  tools.survivors.forget(held);
};
