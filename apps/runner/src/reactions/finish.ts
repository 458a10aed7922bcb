import { isEnded } from '@reprise/executors';
import { accessExplainer } from '@reprise/nextflow';
import { passedVariables } from '@reprise/pipelines';
import { startedAttempt } from '../attempt/attempt.ts';
import { recordEnding } from '../finish/record-ending.ts';
import { tidyUp } from './tidy-up.ts';
import { shownPaths } from '../start/shown-paths.ts';
import type { ReactionHandler } from './reaction.ts';
import { ensureWatched } from './watch.ts';

/** Records how an attempt ended, once nothing of it is left and its events are sent. */
export const finish: ReactionHandler = async (held, tools) => {
  const { tasks, watches, survivors, pipeline, settings, onWarning } = tools;
  const watched = await ensureWatched(held, tools);
  const report = isEnded(watched.report) ? watched.report : await tasks.sweep(held);
  if (!isEnded(report)) return survivors.report(held, report);
  const end = { ...watched, report };
  const { job } = held;
  const started = startedAttempt(held);
  const warn = (problem: string) => onWarning(problem, job.job_id);
  const known = await pipeline(job.pipeline);
  const ran = known && (await settings.repositories.checkedOutAt(known, job.pipeline_revision).catch(() => null));
  const shown = shownPaths(held, started.run, ran ?? known, settings);
  const explainAccess = accessExplainer(settings.isolation, shown);
  const endedAt = new Date();
  const ending = await recordEnding(started, end, {
    ...tools,
    pipeline: ran ?? known,
    explainAccess,
    warn,
    stopping: tools.signal,
  });
  tasks.forget(held);
  watches.forget(held);
  survivors.forget(held);
  // After a cancel or a kill, no process with the job's marker may be left.
  const mayFindAhead = ending === 'failed' && end.ended.status === 'exited' && end.ended.signal === null;
  const variables = passedVariables(settings.variables, known?.manifest.environment ?? []);
  void tidyUp(started, { settings, variables, mayFindAhead, hasFailed: ending !== 'succeeded', endedAt, warn });
};
