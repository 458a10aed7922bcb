import { existsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isUrl } from '@reprise/contracts';
import {
  clearPaths,
  moveHalfPublished,
  moveIncompleteTasks,
  terminateTree,
  type Isolation,
  type RecordedTask,
  type SessionTasks,
} from '@reprise/nextflow';
import { isInside } from '@reprise/pipelines';
import { linkLaunchFiles, writeSheet } from './launch-files.ts';
import { latestSession } from './latest-session.ts';
import { outputDirAfter, type StartParams } from './output-dir.ts';
import { heldAttempt, type HeldAttempt } from '../attempt/attempt.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { sessionsOf } from '../attempt/sessions.ts';
import { runName } from '../attempt/job-paths.ts';
import { homeVariables, makeHome, withHome } from '../attempt/job-home.ts';
import { moveStepAside, settleMoves } from './restart-moves.ts';

export type Prepared =
  | { readonly ok: true; readonly workDir: string; readonly outputDir: string; readonly resumeSession: string | null }
  /** Nothing may start. `message` contains the path and the reason. */
  | { readonly ok: false; readonly message: string };

export interface PrepareSettings {
  readonly dataDir: string;
  readonly nextflow: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly graceMs: number;
  readonly isolation: Isolation;
  readonly sessions: SessionTasks;
  readonly tasks: Pick<AttemptTasks, 'endElsewhere' | 'endFound'>;
  readonly cancelled?: AbortSignal;
  readonly onWarning?: (problem: string, jobId: string) => void;
}

/**
 * Prepares the start of an attempt. Ensures that no earlier attempt is still running, here or remotely. A fresh attempt
 * starts without earlier results, an earlier work dir or an earlier session. It does not use, but keeps, work dirs whose
 * tasks are unknown here. A resume starts with its work dir but without unfinished tasks, and with its output dir but
 * without partial copies of results; with different parameters, the output dir is empty. A restart starts with its work
 * dir, but without the tasks of its step and of later steps.
 */
export async function prepare(settings: PrepareSettings, held: HeldAttempt, asked: StartParams): Promise<Prepared> {
  const { dataDir, graceMs, tasks } = settings;
  for (let earlier = held.attempt - 1; earlier > 0; earlier -= 1) {
    const { attemptDir, marker, workRoot } = heldAttempt(dataDir, held.job, earlier);
    const { survivors } = await terminateTree({ attemptDir, marker, workRoot, graceMs });
    if (survivors.length)
      return refuse(
        `Processes of attempt ${earlier} could not be ended: ${survivors.join(', ')}. End them, then try again.`,
      );
  }
  const { unproven } =
    held.attempt > 1 ? await tasks.endElsewhere(heldAttempt(dataDir, held.job, held.attempt - 1)) : { unproven: [] };
  if (unproven.length > 0) return refuse(notProven(unproven));
  await makeHome(held, settings);
  await settleMoves(held, false);
  const prepared =
    held.job.mode === 'fresh' ? await fromScratch(held, settings) : await fromKeptWork(held, settings, asked);
  if (prepared.ok) {
    const ofTasks = [held.paths.launchDir, prepared.workDir, prepared.outputDir].filter(isLocal);
    await Promise.all([...ofTasks, held.attemptDir].map((dir) => mkdir(dir, { recursive: true })));
    await linkLaunchFiles(held.paths.launchDir, held.job.launch?.files ?? {});
    if (held.job.sheet) await writeSheet(held.paths.launchDir, held.job.sheet);
    await settings.isolation.handOver(ofTasks);
  }
  return prepared;
}

const refuse = (message: string): Prepared => ({ ok: false, message });

const notProven = (unproven: readonly string[]) =>
  `Tasks of an earlier attempt are not proven to have ended, and would write into its work dir. ${unproven.join('. ')}. Nothing was started. Try again once they are gone.`;

async function fromScratch(
  held: HeldAttempt,
  { sessions, tasks, cancelled, onWarning }: PrepareSettings,
): Promise<Prepared> {
  const { job, attempt, paths } = held;
  const { workRoot, outputRoot, launchDir, root } = paths;
  const { known, unknown } = await sessionsOf(paths);
  if (unknown.length > 0) {
    const unproven = await tasks.endFound(held);
    if (unproven.length > 0) return refuse(notProven(unproven));
    onWarning?.(
      `Work dirs are kept, because it is unknown whether tasks still use them: ${unknown.join(', ')}`,
      job.job_id,
    );
  }
  await sessions.forget(launchDir);
  const isApart = !isInside(workRoot, root);
  // Results can be links to files in the work dir.
  const keepsWork = job.keep_work_dir || (job.keep_results === true && (await hasLinks(outputRoot)));
  const work = keepsWork ? [] : unknown.length > 0 ? [...known, join(workRoot, 'aside')] : [workRoot];
  const own = [...(job.keep_results ? [] : [outputRoot]), ...(keepsWork ? [] : [launchDir])];
  let cleared = await clearPaths([...own, ...(isApart ? [] : work)], root, cancelled);
  // Content of an object store is left to the lifecycle rules of the store.
  if (cleared.status !== 'failed' && isApart && isLocal(workRoot))
    cleared = await clearPaths(work, dirname(workRoot), cancelled);
  if (cleared.status === 'failed')
    return refuse(`Previous results could not be deleted: ${cleared.path}: ${cleared.reason}. Nothing was started.`);
  return { ok: true, workDir: paths.workDir(attempt), outputDir: paths.outputDir(attempt), resumeSession: null };
}

async function fromKeptWork(
  held: HeldAttempt,
  { nextflow, environment, isolation, sessions, onWarning }: PrepareSettings,
  asked: StartParams,
): Promise<Prepared> {
  const { job, attempt, paths } = held;
  const run = job.last_run;
  const verb = job.mode === 'from_step' ? 'restart' : 'resume';
  if (!run || (isLocal(run.work_dir) && !(await isDirectory(run.work_dir))))
    return refuse(`Cannot ${verb}: its work dir ${run?.work_dir ?? ''} is gone. Rerun the job instead.`);
  const { launchDir } = paths;
  await isolation.handOver([launchDir]);
  const began = Number(basename(run.work_dir));
  const resumeSession = await latestSession(launchDir, job.job_id, { from: began, before: attempt });
  const outputDir = await outputDirAfter(run, held, asked);
  if (!isLocal(run.work_dir)) return { ok: true, workDir: run.work_dir, outputDir, resumeSession };
  const recorded = resumeSession
    ? await sessions.read({
        nextflow,
        launchDir,
        session: resumeSession,
        env: { ...environment, ...homeVariables(held) },
        isolation: withHome(isolation, held),
        runName: runName(job.job_id, attempt - 1),
        attemptDir: paths.attemptDir(attempt - 1),
        earlierDir: paths.attemptDir(attempt - 2),
      })
    : new Map<string, RecordedTask>();
  const at = new Date();
  // First, so that its journal includes unfinished tasks, which are restored if nothing starts.
  const obstacle = await moveStepAside(held, run.work_dir);
  if (obstacle !== null) return refuse(obstacle);
  await moveIncompleteTasks({ workDir: run.work_dir, recorded, at });
  const half = await moveHalfPublished({ outputDir, workDir: run.work_dir, at });
  if (half.length > 0)
    onWarning?.(`Partial copies of results were moved aside, to be published again: ${half.join(', ')}`, job.job_id);
  return { ok: true, workDir: run.work_dir, outputDir, resumeSession };
}

/** Whether a folder contains a symbolic link at any depth. @throws Error if a part cannot be read */
const hasLinks = async (dir: string): Promise<boolean> =>
  existsSync(dir) &&
  (await readdir(dir, { recursive: true, withFileTypes: true })).some((entry) => entry.isSymbolicLink());

const isLocal = (path: string) => !isUrl(path);

const isDirectory = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false;
