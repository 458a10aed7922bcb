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
import type { HeldAttempt, LocalAttempt } from '../attempt/attempt.ts';
import type { JobPaths } from '../attempt/job-paths.ts';

/**
 * Moves the task dirs of a restart's step and of all its descendants aside, so that a resume of the session runs them
 * again. Called again after a crash, it goes on with what it had begun.
 * @returns null, or the reason why nothing can be restarted from there
 */
export async function moveStepAside({ job, attempt, paths }: HeldAttempt, workDir: string): Promise<string | null> {
  const step = job.from_step;
  if (step === undefined) return null;
  const move = { journal: paths.restartJournal, attempt, workDir, at: new Date() };
  if ((await unsettledAttempt(paths.restartJournal)) !== null) {
    await moveAside({ ...move, paths: [] });
    return null;
  }
  const processes = await sessionProcesses(sessionDirs(paths, workDir, attempt));
  const redo = tasksToRedo(await readTaskGraph({ workDir, processes }), step);
  const moved = [...redo].filter(([, { isMoved }]) => isMoved).map(([path]) => path);
  if (moved.length === 0)
    return `Cannot restart from ${step}: no task of it is in the work dir ${workDir}. Resume or rerun the job instead.`;
  await moveAside({ ...move, paths: moved });
  return null;
}

/** Attempt dirs of a session: its work dir is named after the first of them. */
export function sessionDirs(paths: JobPaths, workDir: string, before: number): string[] {
  const first = Number(basename(workDir)) || 1;
  return Array.from({ length: Math.max(0, before - first) }, (_, i) => paths.attemptDir(first + i));
}

/** Puts the dirs back: the attempt does not start. */
export const undoMoves = ({ paths }: LocalAttempt): Promise<void> => putBack(paths.restartJournal);

/** Leaves the dirs aside: the attempt has started. */
export const confirmMoves = ({ paths }: LocalAttempt): Promise<void> => keepAside(paths.restartJournal);

/** Settles what an earlier attempt left undecided, as a runner does that was killed: by whether that attempt ran. */
export async function settleMoves({ paths, attempt }: LocalAttempt, isOver: boolean): Promise<void> {
  const left = await unsettledAttempt(paths.restartJournal);
  if (left === null || (left === attempt && !isOver)) return;
  const hasRun = existsSync(attemptFiles(paths.attemptDir(left)).opened);
  await (hasRun ? keepAside : putBack)(paths.restartJournal);
}
