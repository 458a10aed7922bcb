import { isUrl, type PreviewOf, type TaskView, type TimeLimitsResponse } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { latestAttempts, listAttempts, sessionTasks } from '@reprise/read-model';
import type { LookUpSources, Preview } from '../command-handling/look-up.ts';

/** Attempts of the pipeline whose traces are searched for limits. */
const LATEST = 20;
const MAX_TASKS = 1_000;

/** Looks for the time limits of running steps in earlier traces, and asks the runner for those of the script. */
export const preview: Preview<'pause'> = { problems: [], read };

async function read(
  { job_id, attempt, pipeline, last_run }: Job,
  _: object,
  { readModel, storages }: LookUpSources,
): Promise<PreviewOf<'pause'>> {
  const all = last_run ? await sessionTasks(readModel, job_id, attempt) : [];
  const running = all.filter(({ status }) => status === 'running').slice(0, MAX_TASKS);
  if (!last_run || isUrl(last_run.work_dir) || running.length === 0) return pausePreview(running, {}, Date.now());
  const [attempts, own] = await Promise.all([
    latestAttempts(readModel, pipeline, LATEST),
    listAttempts(readModel, job_id),
  ]);
  const argv = own.at(-1)?.argv ?? [];
  const run = argv.indexOf('run');
  const answer = await storages.timeLimits(last_run, {
    ...{ job_id, work_dir: last_run.work_dir, attempts },
    script: run < 0 ? null : (argv[run + 1] ?? null),
    tasks: running.map(({ process, hash }) => ({ process, hash })),
  });
  return pausePreview(running, answer?.limits ?? {}, Date.now());
}

type Running = Pick<TaskView, 'process' | 'step' | 'started_at'>;

/** Puts running tasks and the limits of their steps together, the step that is first at its limit first. */
export function pausePreview(
  running: readonly Running[],
  limits: TimeLimitsResponse['limits'],
  now: number,
): PreviewOf<'pause'> {
  const processes = [...new Set(running.map(({ process }) => process))];
  const steps = processes.map((process) => {
    const tasks = running.filter((task) => task.process === process);
    const limit_ms = limits[process] ?? null;
    const oldest = Math.min(...tasks.map(({ started_at }) => (started_at === null ? now : Date.parse(started_at))));
    return {
      ...{ process, step: tasks[0]!.step, tasks: tasks.length },
      ...{ known: process in limits, limit_ms },
      left_ms: limit_ms === null ? null : Math.max(0, limit_ms - (now - oldest)),
    };
  });
  return { steps: steps.sort((a, b) => (a.left_ms ?? Infinity) - (b.left_ms ?? Infinity) || 0) };
}
