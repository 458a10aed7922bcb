import { isEnded } from '@reprise/executors';
import { accessExplainer, sessionOf } from '@reprise/nextflow';
import { startedAttempt, type HeldAttempt } from '../attempt/attempt.ts';
import { homeVariables, removeHomes, withHome } from '../attempt/job-home.ts';
import { runName } from '../attempt/job-paths.ts';
import { recordEnding } from '../finish/record-ending.ts';
import { shownPaths } from '../start/shown-paths.ts';
import type { StartSettings } from '../start/start-attempt.ts';
import type { ReactionHandler } from './reaction.ts';
import { ensureWatched } from './watch.ts';

/** Records how an attempt ended, once nothing of it is left anywhere and its events are sent. */
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
  const ending = await recordEnding(started, end, {
    ...tools,
    ...{ pipeline: known, explainAccess, warn, stopping: tools.signal },
  });
  tasks.forget(held);
  watches.forget(held);
  survivors.forget(held);
  const { ended } = end;
  // After a cancel or a kill, nothing that names the job may be left.
  const mayFindAhead = ending === 'failed' && ended.status === 'exited' && ended.signal === null;
  void (mayFindAhead ? findAhead(held, settings) : Promise.resolve())
    .catch((error: unknown) =>
      warn(`The tasks that this attempt recorded could not be read ahead of a resume: ${String(error)}`),
    )
    .then(() => removeHomes(held, true))
    .catch((error: unknown) => warn(`The home of this attempt is left: ${String(error)}`));
};

/** Finds out what a resume will have to know. */
async function findAhead(held: HeldAttempt, settings: StartSettings): Promise<void> {
  const { job, attempt, paths, attemptDir } = held;
  const { launchDir } = paths;
  const run = runName(job.job_id, attempt);
  const session = await sessionOf(launchDir, run);
  if (!session) return;
  const { nextflow, environment, isolation, sessions } = settings;
  await sessions.findAhead({
    ...{ nextflow, launchDir, session },
    ...{ env: { ...environment, ...homeVariables(held) }, isolation: withHome(isolation, held) },
    ...{ runName: run, attemptDir, earlierDir: paths.attemptDir(attempt - 1) },
  });
}
