import { isDeepStrictEqual } from 'node:util';
import { isUrl, type AttemptView, type PreviewOf, type TaskView, type TimeLimitsResponse } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { latestAttempts, listAttempts, sessionTasks } from '@reprise/read-model';
import type { LookUpSources, Preview } from '../command-requests/look-up.ts';

/** Number of attempts of the pipeline whose traces are searched for limits. */
const LATEST = 20;
const MAX_TASKS = 1_000;

/**
 * Searches the job's traces and the script for the time limits of the running steps. If it finds none, it searches the
 * traces of earlier jobs, which may have had different parameters.
 */
export const preview: Preview<'pause'> = { read };

async function read(
  { job_id, attempt, pipeline, last_run }: Job,
  _: object,
  { readModel, storages }: LookUpSources,
): Promise<PreviewOf<'pause'>> {
  const all = last_run ? await sessionTasks(readModel, job_id, attempt) : [];
  const running = all.filter(({ status }) => status === 'running').slice(0, MAX_TASKS);
  if (!last_run || isUrl(last_run.work_dir) || running.length === 0) return pausePreview(running, {}, {}, Date.now());
  const [attempts, own] = await Promise.all([
    latestAttempts(readModel, pipeline, LATEST),
    listAttempts(readModel, job_id),
  ]);
  const argv = own.at(-1)?.argv ?? [];
  const run = argv.indexOf('run');
  const ask = async (of: readonly Attempt[], tasks: readonly TaskView[], script: string | null) => {
    const asked = tasks.map(({ process, hash }) => ({ process, hash }));
    const question = { job_id, work_dir: last_run.work_dir, attempts: [...of], script, tasks: asked };
    return (await storages.timeLimits(last_run, question))?.limits ?? {};
  };
  const limits = await ask(likeLast(job_id, own), running, run < 0 ? null : (argv[run + 1] ?? null));
  const unknown = running.filter(({ process }) => !(process in limits));
  const others = attempts.filter((each) => each.job_id !== job_id);
  const earlier = unknown.length > 0 && others.length > 0 ? await ask(others, unknown, null) : {};
  return pausePreview(running, limits, earlier, Date.now());
}

type Attempt = { readonly job_id: string; readonly attempt: number };

/** Attempts of a job with the parameters of its last one, the latest first, because limits may depend on parameters. */
function likeLast(job_id: string, attempts: readonly AttemptView[]): Attempt[] {
  const params = attempts.at(-1)?.params;
  return attempts
    .filter((each) => isDeepStrictEqual(each.params, params))
    .map(({ attempt }) => ({ job_id, attempt }))
    .toReversed();
}

type Running = Pick<TaskView, 'process' | 'step' | 'started_at'>;

/**
 * Combines the running tasks with the limits of their steps, sorted by the time left until the limit.
 * @param earlier limits in earlier jobs
 */
export function pausePreview(
  running: readonly Running[],
  limits: TimeLimitsResponse['limits'],
  earlier: TimeLimitsResponse['limits'],
  now: number,
): PreviewOf<'pause'> {
  const processes = [...new Set(running.map(({ process }) => process))];
  const steps = processes.map((process) => {
    const tasks = running.filter((task) => task.process === process);
    const isOwn = process in limits;
    const limit_ms = (isOwn ? limits : earlier)[process] ?? null;
    const oldest = Math.min(...tasks.map(({ started_at }) => (started_at === null ? now : Date.parse(started_at))));
    return {
      process,
      step: tasks[0]!.step,
      tasks: tasks.length,
      known: isOwn || process in earlier,
      limit_ms,
      of_earlier_job: !isOwn && process in earlier,
      left_ms: limit_ms === null ? null : Math.max(0, limit_ms - (now - oldest)),
    };
  });
  return { steps: steps.sort((a, b) => (a.left_ms ?? Infinity) - (b.left_ms ?? Infinity) || 0) };
}
