import { startedAttempt } from '../attempt/attempt.ts';
import { recordEnding } from '../finish/record-ending.ts';
import type { ReactionHandler } from './reaction.ts';
import { ensureWatched } from './watch.ts';

/** Records how an attempt ended, once its process tree is empty and its events are sent. */
export const finish: ReactionHandler = async (held, tools) => {
  const { trees, watches, survivors, commands, pipeline, onWarning } = tools;
  const end = await ensureWatched(held, tools);
  if (end.tree.survivors.length > 0) {
    watches.forget(held);
    return survivors.report(held, end.tree);
  }
  const { job } = held;
  const warn = (problem: string) => onWarning(problem, job.job_id);
  await recordEnding(startedAttempt(held), end, pipeline(job.pipeline), commands, warn);
  trees.forget(held);
  watches.forget(held);
  survivors.forget(held);
};
