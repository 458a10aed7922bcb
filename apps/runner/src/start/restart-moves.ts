import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  attemptFiles,
  keepAside,
  moveAside,
  putBack,
  readTaskGraph,
  sessionProcesses,
  tasksToRedo,
  unsettledAttempt,
} from '@reprise/nextflow';
import { noTasksOf } from '@reprise/job';
import type { HeldAttempt, LocalAttempt } from '../attempt/attempt.ts';
import type { JobPaths } from '../attempt/job-paths.ts';

/**
 * Moves the task dirs of a restart's step and of all its descendants aside, so that a resume of the session runs them
 * again. After a crash, the next call continues where it stopped.
 * @returns null, or why a restart from this step is impossible
 */
export async function moveStepAside({ job, attempt, paths }: HeldAttempt, workDir: string): Promise<string | null> {
  const step = job.from_step;
  if (step === undefined) return null;
  const move = { journal: paths.restartJournal, attempt, workDir, links: paths.outputRoot, at: new Date() };
  if ((await unsettledAttempt(paths.restartJournal)) !== null) {
    await moveAside({ ...move, paths: [] });
    return null;
  }
  const processes = await sessionProcesses(sessionDirs(paths, workDir, attempt));
  const tasks = await readTaskGraph({ workDir, processes });
  const redo = tasksToRedo(tasks, step);
  const moved = [...redo].filter(([, { isMoved }]) => isMoved).map(([path]) => path);
  if (moved.length === 0) {
    const steps = tasks.flatMap(({ process }) => (process === null ? [] : [process]));
    return `${noTasksOf(step, [...new Set(steps)].sort())} Nothing was started.`;
  }
  await moveAside({ ...move, paths: moved });
  return null;
}

/** Attempt dirs of a session. Its work dir is named after the first of them. */
export function sessionDirs(paths: JobPaths, workDir: string, before: number): string[] {
  const first = Number(basename(workDir)) || 1;
  return Array.from({ length: Math.max(0, before - first) }, (_, i) => paths.attemptDir(first + i));
}

/**
 * If the attempt for which the dirs were moved has run, keeps them where they were moved; otherwise puts them back. Can
 * be repeated.
 * @param isDecided if false, the dirs of this attempt are left alone, because it has not started yet
 */
export async function settleMoves({ paths, attempt }: LocalAttempt, isDecided: boolean): Promise<void> {
  const left = await unsettledAttempt(paths.restartJournal);
  if (left === null || (left === attempt && !isDecided)) return;
  const hasRun = existsSync(attemptFiles(paths.attemptDir(left)).opened);
  await (hasRun ? keepAside : putBack)(paths.restartJournal);
}
