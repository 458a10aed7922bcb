import {
  completionWarnings,
  explainFailure,
  finishedTasks,
  type Ended,
  type EndedRun,
  type AskDocker,
  type ContainerEvents,
  type ExplainAccess,
} from '@reprise/nextflow';
import type { EndReport } from '@reprise/executors';
import { runName } from '../attempt/job-paths.ts';
import { readCancelMarker } from '../attempt/cancel-marker.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import type { StartedAttempt } from '../attempt/attempt.ts';
import type { WatchEnd } from '../watch/watch-attempt.ts';
import { cancelled, endingKind, failed, succeeded, type EndingFacts } from './ending.ts';
import { readOutputs, type ReadingTools } from './read-outputs.ts';

export interface EndingTools extends ReadingTools {
  readonly commands: RunnerCommands;
  readonly explainAccess: ExplainAccess;
  readonly askDocker: AskDocker;
  readonly containerEvents: ContainerEvents;
}

/**
 * Records how an attempt ended and returns the outcome. Called only when nothing of the attempt is left and its events
 * have been sent.
 */
export async function recordEnding(
  started: StartedAttempt,
  { ended, report }: WatchEnd,
  { commands, explainAccess, askDocker, containerEvents, ...reading }: EndingTools,
): Promise<ReturnType<typeof endingKind>> {
  const { job, attempt, attemptDir, run } = started;
  const provenAt = Date.now();
  const durationUntil = (at: number) => Math.max(0, at - Date.parse(run.started_at));
  const facts: EndingFacts = {
    attempt,
    ended,
    report,
    cancelling: job.pending_action?.kind === 'cancelling',
    signalled_at: (await readCancelMarker(attemptDir)) ?? firstSignal(ended, report),
    duration_ms: durationUntil(ended.status === 'exited' && !hasLeft(report) ? Date.parse(ended.ended_at) : provenAt),
  };
  const kind = endingKind(facts);
  const endedRun: EndedRun = { attemptDir, launchDir: run.launch_dir, runName: runName(job.job_id, attempt) };
  // The end must not wait for unreadable files.
  const unknown = (error: unknown) => {
    reading.warn(`Whether the run left anything undone is not known: ${(error as Error).message}`);
    return null;
  };
  const command =
    kind === 'succeeded'
      ? succeeded(facts, await readOutputs(started, reading), (await completionWarnings(endedRun).catch(unknown)) ?? [])
      : kind === 'cancelled'
        ? // A cancel is complete when nothing is left. This is the attempt's end, and the time in its history.
          cancelled({ ...facts, duration_ms: durationUntil(provenAt) })
        : failed(facts, {
            digest: await explainFailure({
              attemptDir,
              workDir: run.work_dir,
              explainAccess,
              askDocker,
              containerEvents,
              wasPaused: (job.paused_ms ?? 0) > 0,
            }),
            tasks: (await finishedTasks(endedRun).catch(unknown)) ?? { finished: 0, lost: 0 },
          });
  await commands.handle(job.job_id, command);
  return kind;
}

/** Whether tasks had to be ended after Nextflow. An attempt ends with its last task. */
const hasLeft = ({ processes_ended, executors }: EndReport): boolean =>
  processes_ended > 0 || executors.some(({ ended_count }) => ended_count > 0);

/** Signals to processes that Nextflow left do not count, unless one of them may have ended Nextflow. */
const firstSignal = (ended: Ended, { ended_before_signal, signals }: EndReport): string | null =>
  ended_before_signal && ended.status !== 'none' ? null : (signals[0]?.at ?? null);
