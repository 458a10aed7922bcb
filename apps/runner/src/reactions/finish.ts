import { isEnded } from '@reprise/executors';
import type { ReactionHandler } from './reaction.ts';
import { ensureWatched } from './watch.ts';

/** Records how an attempt ended, once nothing of it is left and its events are sent. */
export const finish: ReactionHandler = async (held, tools) => {
  const { host, tasks, watches, survivors } = tools;
  const watched = await ensureWatched(held, tools);
  const report = isEnded(watched.report) ? watched.report : await tasks.sweep(held);
  if (!isEnded(report)) return survivors.report(held, report);
  await host.endAttempt(held, { ...watched, report }, tools);
  tasks.forget(held);
  watches.forget(held);
  survivors.forget(held);
};
