import { finish } from './finish.ts';
import type { ReactionHandler } from './reaction.ts';
import { ensureWatched } from './watch.ts';

/** Terminates the tasks of a running attempt, then records its ending. */
export const cancel: ReactionHandler = async (held, tools) => {
  const watched = ensureWatched(held, tools);
  const report = await tools.tasks.terminate(held);
  if (report.survivors.length > 0) return tools.survivors.report(held, report);
  await watched;
  await finish(held, tools);
};
