import type { DataOf } from '@reprise/contracts';
import { observationId, type EventLog } from '@reprise/event-log';
import { sessionOf, waitForEnd, watchTasks, type Ended, type EndReport } from '@reprise/nextflow';
import { stepLabel, type Pipeline } from '@reprise/pipelines';
import type { ProcessTrees } from '../attempt/process-trees.ts';
import type { ObserveInputs } from '../observe/observe-inputs.ts';
import type { ObservePlan } from '../observe/observe-plan.ts';
import { runName } from '../attempt/job-paths.ts';
import { earlierAttempts, isReportable } from './earlier-attempts.ts';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { TaskEventPublisher } from './task-event-publisher.ts';
import { observationEvent, taskEvent, type ObservedFact } from './task-events.ts';

/** How long a natural ending waits for a preview still under way, which takes some 4 s, and for inputs. A cancelled one does not wait. */
const OBSERVING_GRACE_MS = 15_000;
/** How long reading inputs is waited for after it was told to end: a storage may hang. */
const READING_ENDS_MS = 2_000;

export interface WatchEnd {
  readonly ended: Ended;
  /** What came of ending its process tree. */
  readonly tree: EndReport;
}

export interface WatchTools {
  readonly log: EventLog;
  readonly trees: ProcessTrees;
  readonly observePlan: ObservePlan;
  readonly observeInputs: ObserveInputs;
  readonly signal: AbortSignal;
  /** Told what of an attempt could not be recorded. */
  readonly onLeftOut: (problem: string, jobId: string) => void;
}

/**
 * Sends what is observed of an attempt, each fact once. Returns when the process has ended, its tree is empty, and the
 * sources are read to their end. Where it fails, nothing of it goes on: the next try has the same files.
 */
export async function watchAttempt(
  started: StartedAttempt,
  pipeline: Pipeline | undefined,
  { log, trees, observePlan, observeInputs, signal: stopping, onLeftOut }: WatchTools,
): Promise<WatchEnd> {
  const { job, attempt, attemptDir, run } = started;
  const sent = await TaskEventPublisher.of(started, log, (problem) => onLeftOut(problem, job.job_id));
  const observe = <F extends ObservedFact>(fact: F, data: DataOf<F>) =>
    sent.send(observationEvent(started, fact, data));
  const label = (process: string) => stepLabel(pipeline?.manifest ?? { steps: {} }, process);

  stopping.throwIfAborted();
  const leaving = new AbortController();
  const { signal } = leaving;
  const leave = () => leaving.abort();
  stopping.addEventListener('abort', leave);
  const unwanted = new AbortController();
  const hurry = AbortSignal.any([signal, unwanted.signal]);

  const end = waitForEnd(attemptDir, { signal }).then(async (ended) => ({ ended, tree: await trees.sweep(started) }));
  const plan = sent.has(observationId(job.job_id, attempt, 'plan_observed'))
    ? Promise.resolve()
    : observePlan(started, pipeline, hurry).then((found) =>
        found
          ? observe('plan_observed', {
              attempt,
              steps: found.steps.map((process) => ({ process, step: label(process) })),
              edges: found.edges,
            })
          : undefined,
      );
  plan.catch(() => undefined); // it is awaited, and told, only at the end
  const readingHangs = new Promise<void>((resolve) => {
    hurry.addEventListener('abort', () => setTimeout(resolve, READING_ENDS_MS).unref());
  });
  const reading = sent.has(observationId(job.job_id, attempt, 'inputs_observed'))
    ? Promise.resolve()
    : observeInputs(started, pipeline, hurry).then((found) =>
        // A watch that is left leaves them to the next one.
        found && !signal.aborted ? observe('inputs_observed', { attempt, ...found }) : undefined,
      );
  const inputs = Promise.race([reading, readingHangs]);
  inputs.catch(() => undefined); // as the plan
  let sessionSent = false;
  const sendSession = async () => {
    if (sessionSent) return;
    const session_id = await sessionOf(run.launch_dir, runName(job.job_id, attempt));
    if (!session_id) return;
    await observe('session_observed', { attempt, session_id });
    sessionSent = true;
  };

  try {
    const earlier = earlierAttempts(started);
    for await (const observations of watchTasks({ attemptDir, workDir: run.work_dir, ended: end, signal, earlier })) {
      await sendSession();
      for (const observation of observations.filter((each) => isReportable(job.mode, each)))
        await sent.send(taskEvent(started, observation, label(observation.process)));
    }
    await sendSession();
    const { tree } = await end;
    const giveUp = setTimeout(() => unwanted.abort(), tree.ended_before_signal ? OBSERVING_GRACE_MS : 0);
    await Promise.all([plan, inputs]).finally(() => clearTimeout(giveUp));
    return await end;
  } finally {
    stopping.removeEventListener('abort', leave);
    leave();
    await Promise.allSettled([end, plan, inputs]);
  }
}
