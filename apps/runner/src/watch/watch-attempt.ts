import type { DataOf } from '@reprise/contracts';
import { observationId, type EventLog } from '@reprise/event-log';
import { askedEngineOf, isAsked, type EndReport } from '@reprise/executors';
import {
  ranVersion,
  readPlan,
  sessionOf,
  waitForEnd,
  waitForHang,
  waitForStall,
  watchTasks,
  type Ended,
  type HangSpec,
  type TaskObservation,
} from '@reprise/nextflow';
import { stepLabel, type Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { runName } from '../attempt/job-paths.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import type { ObserveRun } from '../facts/observe-run.ts';
import { TaskContainers, type InspectImage } from '../facts/task-containers.ts';
import { StepWorkDirs } from '../facts/task-versions.ts';
import type { ObserveInputs } from '../observe/observe-inputs.ts';
import { earlierAttempts, isReportable } from './earlier-attempts.ts';
import { TaskEventPublisher } from './task-event-publisher.ts';
import { observationEvent, taskEvent, type ObservationType } from './task-events.ts';

/** Time for which a natural ending waits for input checksums. A cancelled attempt does not wait for them. */
const OBSERVING_GRACE_MS = 15_000;
/** Time that reading inputs may take to stop after it is aborted, because storage may hang. */
const READING_ENDS_MS = 2_000;

export interface WatchEnd {
  readonly ended: Ended;
  /** Report on ending the processes that Nextflow left behind. */
  readonly report: EndReport;
}

export interface WatchTools {
  readonly log: EventLog;
  readonly tasks: AttemptTasks;
  readonly observeInputs: ObserveInputs;
  readonly observeRun: ObserveRun;
  readonly inspectImage: (started: StartedAttempt, pipeline: Pipeline | undefined) => InspectImage;
  readonly signal: AbortSignal;
  /** Records that the attempt runs another version of Nextflow than recorded at the start. */
  readonly reportNextflow: (started: StartedAttempt, version: string) => Promise<void>;
  /** Poll interval for detecting a hang, if it is not that of `waitForHang`. */
  readonly hangPace?: Pick<HangSpec, 'everyMs' | 'quietLooks'>;
  /** Receives facts that could not be recorded, with the reason. */
  readonly onWarning: (problem: string, jobId: string) => void;
}

/**
 * Publishes an attempt's observations, each of them once. Returns when the process has ended, its process tree is
 * empty, and the sources have been read completely. If this fails, everything is stopped, and the next try reads the
 * same files.
 */
export async function watchAttempt(
  started: StartedAttempt,
  pipeline: Pipeline | undefined,
  {
    log,
    tasks,
    observeInputs,
    observeRun,
    inspectImage,
    reportNextflow,
    signal: stopping,
    hangPace,
    onWarning,
  }: WatchTools,
): Promise<WatchEnd> {
  const { job, attempt, attemptDir, run } = started;
  const warn = (problem: string) => onWarning(problem, job.job_id);
  const publisher = await TaskEventPublisher.open(started, log, warn);
  const publish = <T extends ObservationType>(type: T, data: DataOf<T>) =>
    publisher.publish(observationEvent(started, type, data));
  const isPublished = (type: ObservationType) => publisher.has(observationId(job.job_id, attempt, type));
  const label = (process: string) => stepLabel(pipeline?.manifest ?? { steps: {} }, process);

  stopping.throwIfAborted();
  const leaving = new AbortController();
  const { signal } = leaving;
  const leave = () => leaving.abort();
  stopping.addEventListener('abort', leave);
  const unwanted = new AbortController();
  const hurry = AbortSignal.any([signal, unwanted.signal]);

  const exited = waitForEnd(attemptDir, { signal });
  const end = exited.then(async (ended) => ({ ended, report: await tasks.sweep(started) }));
  const plan = isPublished('plan_observed')
    ? Promise.resolve()
    : readPlan({ attemptDir, ended: end, signal }).then(async (found) => {
        if (!found) return;
        const elsewhere = found.executors.filter((executor) => executor !== 'local');
        const asked = elsewhere.filter((executor) => isAsked(executor, started));
        if (elsewhere.length > 0)
          await publish('executors_observed', { attempt, elsewhere, ...(asked.length > 0 && { asked }) });
        const steps = found.steps.map((process) => ({ process, step: label(process) }));
        await publish('plan_observed', { attempt, steps, edges: [] });
      });
  plan.catch(() => undefined); // awaited, and reported, only at the end
  const stall = isPublished('stall_observed')
    ? Promise.resolve()
    : waitForStall({ attemptDir, ended: end, signal }).then((waiting) =>
        waiting === null ? undefined : publish('stall_observed', { attempt, tasks_waiting: waiting }),
      );
  stall.catch(() => undefined); // like the plan
  const hang = isPublished('hang_observed')
    ? Promise.resolve()
    : waitForHang({ attemptDir, ended: exited, signal, ...hangPace }).then((found) =>
        found ? publish('hang_observed', { attempt, ...found }) : undefined,
      );
  hang.catch(() => undefined); // like the plan
  const readingHangs = new Promise<void>((resolve) => {
    hurry.addEventListener('abort', () => setTimeout(resolve, READING_ENDS_MS).unref());
  });
  const reading = isPublished('inputs_observed')
    ? Promise.resolve()
    : observeInputs(started, pipeline, hurry).then((found) =>
        // If the watch was aborted, they are left to the next one.
        found && !signal.aborted ? publish('inputs_observed', { attempt, ...found }) : undefined,
      );
  const inputs = Promise.race([reading, readingHangs]);
  inputs.catch(() => undefined); // like the plan
  let isSessionPublished = false;
  let isHistoryReported = false;
  // The run can replace its history file with anything, and the end of the attempt must not wait for it.
  const ignoreHistory = (error: unknown) => {
    if (!isHistoryReported) warn(`The session of this attempt is not recorded: ${(error as Error).message}`);
    isHistoryReported = true;
    return null;
  };
  const publishSession = async () => {
    if (isSessionPublished) return;
    const session_id = await sessionOf(run.launch_dir, runName(job.job_id, attempt)).catch(ignoreHistory);
    if (!session_id) return;
    await publish('session_observed', { attempt, session_id });
    isSessionPublished = true;
  };

  let isVersionKnown = false;
  const checkVersion = async () => {
    const version = isVersionKnown ? null : await ranVersion(attemptDir);
    if (version === null) return;
    isVersionKnown = true;
    if (run.nextflow_version !== undefined && run.nextflow_version !== version) await reportNextflow(started, version);
  };

  const steps = new Set<string>();
  /** Inspects one task per step. */
  const publishEngine = async ({ type, process, work_dir }: TaskObservation) => {
    if (type !== 'submitted' || work_dir === null || steps.has(process) || isPublished('executors_observed')) return;
    steps.add(process);
    const engine = await askedEngineOf(work_dir);
    if (engine) await publish('executors_observed', { attempt, elsewhere: [engine], asked: [engine] });
  };

  const workDirs = new StepWorkDirs();
  const containers = new TaskContainers(inspectImage(started, pipeline));
  const publishContainers = async () => {
    const found = await containers.facts(hurry);
    if (found) await publish('containers_observed', { attempt, ...found });
  };
  const publishRun = async ({ ended }: WatchEnd) => {
    const run = { hasSucceeded: ended.status === 'exited' && ended.exit_code === 0, workDirs: workDirs.all() };
    // The end of the attempt must not wait for them.
    const facts = await observeRun(started, pipeline, run, warn).catch((error: unknown) => {
      warn(`What ran is not recorded: ${(error as Error).message}`);
      return {};
    });
    for (const [type, data] of Object.entries(facts) as [ObservationType, DataOf<ObservationType>][])
      await publish(type, { ...data, attempt });
  };

  try {
    const earlier = earlierAttempts(started);
    for await (const observations of watchTasks({ attemptDir, workDir: run.work_dir, ended: end, signal, earlier })) {
      await publishSession();
      await checkVersion();
      for (const each of observations) {
        workDirs.add(each);
        await containers.add(each);
        await publishEngine(each);
      }
      for (const observation of observations.filter((each) => isReportable(job.mode, each)))
        await publisher.publish(taskEvent(started, observation, label(observation.process)));
    }
    await publishSession();
    await checkVersion();
    const { report } = await end;
    const giveUp = setTimeout(() => unwanted.abort(), report.ended_before_signal ? OBSERVING_GRACE_MS : 0);
    await Promise.all([plan, stall, hang, inputs]).finally(() => clearTimeout(giveUp));
    await publishContainers();
    await publishRun(await end);
    return await end;
  } finally {
    stopping.removeEventListener('abort', leave);
    leave();
    await Promise.allSettled([end, plan, stall, hang, inputs]);
  }
}
