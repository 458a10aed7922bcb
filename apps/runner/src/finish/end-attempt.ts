import { accessExplainer } from '@reprise/nextflow';
import { containerEvents, dockerProblem } from '@reprise/executors';
import { passedVariables, type Pipeline } from '@reprise/pipelines';
import { startedAttempt, type HeldAttempt } from '../attempt/attempt.ts';
import { taskContext } from '../attempt/task-context.ts';
import type { StartSettings } from '../base/start-settings.ts';
import { shownPaths } from '../start/shown-paths.ts';
import type { ResultChecks } from '../state/result-checks.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import type { WatchEnd } from '../watch/watch-attempt.ts';
import { recordEnding } from './record-ending.ts';
import { tidyUp } from './tidy-up.ts';

/** Dependencies of `endAttempt`. */
export interface EndTools {
  readonly commands: RunnerCommands;
  readonly settings: StartSettings;
  readonly pipeline: (name: string) => Promise<Pipeline | undefined>;
  /** Checksums of results that are being computed. */
  readonly checks: ResultChecks;
  /** Once aborted, no new reaction begins. The runner's next start continues reactions that were running. */
  readonly signal: AbortSignal;
  /** Aborted when a cancel of the job is requested. */
  readonly cancelled: AbortSignal;
  readonly onWarning: (problem: string, jobId: string) => void;
}

/** Records the end of an attempt of which nothing is left, then removes its temporary files. */
export async function endAttempt(held: HeldAttempt, end: WatchEnd, tools: EndTools): Promise<void> {
  const { pipeline, settings, onWarning, signal } = tools;
  const { job } = held;
  const started = startedAttempt(held);
  const warn = (problem: string) => onWarning(problem, job.job_id);
  const known = await pipeline(job.pipeline);
  const ran = known && (await settings.repositories.checkedOutAt(known, job.pipeline_revision).catch(() => null));
  const shown = shownPaths(held, started.run, ran ?? known, settings);
  const explainAccess = accessExplainer(settings.isolation, shown);
  const variables = passedVariables(settings.variables, known?.manifest.environment ?? []);
  const endedAt = new Date();
  const ending = await recordEnding(started, end, {
    ...tools,
    pipeline: ran ?? known,
    explainAccess,
    askDocker: (bySudo) => dockerProblem(bySudo, taskContext(started, settings, variables)),
    containerEvents: (query) => containerEvents(query, taskContext(started, settings, variables)),
    warn,
    stopping: signal,
  });
  // After a cancel or a kill, no process with the job's marker may be left.
  const mayFindAhead = ending === 'failed' && end.ended.status === 'exited' && end.ended.signal === null;
  void tidyUp(started, {
    settings,
    variables,
    mayFindAhead,
    hasFailed: ending !== 'succeeded',
    endedAt,
    warn,
    stopping: signal,
  });
}
