import type { ReactionHandler } from './reaction.ts';
import { watch } from './watch.ts';

/** Lets a paused attempt go on, then records that it does. */
export const unpause: ReactionHandler = async (held, tools) => {
  const { commands, tasks } = tools;
  await watch(held, tools);
  await tasks.unpause(held);
  await commands.handle(held.job.job_id, { name: 'confirm_unpause', attempt: held.attempt });
};
