import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isUrl, type CancelCleanTarget, type CleanTarget } from '@reprise/contracts';
import { exitCodeIn } from '@reprise/nextflow';
import { isInside } from '@reprise/pipelines';
import type { JobPaths } from '../attempt/job-paths.ts';
import { sessionsOf } from '../attempt/sessions.ts';
import { linkTargets } from './link-targets.ts';

/** Files of a clean on this storage. */
export interface CleanPlan {
  /** Paths to delete, by the job folder that contains them. */
  readonly groups: readonly { readonly root: string; readonly paths: readonly string[] }[];
  /** Real paths to keep: files and folders of the work dir that results link to. */
  readonly keep: ReadonlySet<string>;
  /** URL of a work dir in an object store. The lifecycle rules of the store delete it. */
  readonly remote: string | null;
  readonly resumePossible: boolean;
}

export interface CleanRequested {
  readonly what: CleanTarget | CancelCleanTarget;
  /** Number of the attempt that began the session; null if it never started. */
  readonly session: number | null;
  /** Whether the work dir was already cleaned. Its files that results link to are then deleted with the results. */
  readonly isWorkCleaned?: boolean;
  /** Whether results are kept that a clean of partial outputs would delete. */
  readonly keepsResults?: boolean;
  /** Latest attempt whose files a rerun left on this storage. All files up to this attempt are deleted. */
  readonly leftBy?: number | undefined;
}

/**
 * Plans a clean. The plan contains only the job's own folders and their contents. Reads no files except the tasks' exit
 * codes.
 * @throws Error if links among the results cannot be followed
 */
export async function planClean(paths: JobPaths, asked: CleanRequested): Promise<CleanPlan> {
  if (asked.leftBy !== undefined) return planCleanLeft(paths, asked.leftBy);
  const { what, isWorkCleaned = false } = asked;
  const { root, launchDir, workRoot, outputRoot, homes } = paths;
  const endsWork = what === 'work_dir' || what === 'all' || (what === 'results' && isWorkCleaned);
  const touchesWork = endsWork || what !== 'results';
  const isPartial = what === 'partial_outputs' || what === 'all_but_resume';
  const remote = isUrl(workRoot) && touchesWork ? workRoot : null;
  const isApart = !isUrl(workRoot) && !isInside(workRoot, root);
  // Homes are removed with their attempts, unless the runner was lost.
  const own: string[] = endsWork ? [launchDir, homes] : [];
  const isLocalWork = touchesWork && !remote;
  const work = !isLocalWork ? [] : isPartial ? await partOfWork(paths, asked) : await wholeWork(paths);
  const results = await resultsToDelete(paths, asked);
  own.push(...results);
  return {
    groups: isApart
      ? [
          { root, paths: own },
          { root: dirname(workRoot), paths: work },
        ]
      : [{ root, paths: [...own, ...work] }],
    keep: await neededBy(await resultsToKeep(outputRoot, results), [launchDir, ...(remote ? [] : [workRoot])]),
    remote,
    resumePossible: !endsWork,
  };
}

/** Machines may share a separate folder for work dirs. Sessions of attempts with another data dir are kept in it. */
async function wholeWork(paths: JobPaths): Promise<readonly string[]> {
  const { known, unknown } = await sessionsOf(paths);
  // Task dirs were moved aside after their end was proven.
  return unknown.length > 0 ? [...known, join(paths.workRoot, 'aside')] : [paths.workRoot];
}

/** Machines may share a separate folder for work dirs, so only work dirs of these attempts are deleted in it. */
async function planCleanLeft(paths: JobPaths, leftBy: number): Promise<CleanPlan> {
  const { root, launchDir, workRoot, outputRoot, homes } = paths;
  const isApart = !isUrl(workRoot) && !isInside(workRoot, root);
  const sessions = isApart ? (await sessionsOf(paths)).known : [];
  const ofLeft = sessions.filter((path) => Number(basename(path)) <= leftBy);
  return {
    groups: [
      { root, paths: [launchDir, homes, outputRoot, ...(isUrl(workRoot) || isApart ? [] : [workRoot])] },
      ...(isApart ? [{ root: dirname(workRoot), paths: ofLeft }] : []),
    ],
    keep: new Set(),
    remote: isUrl(workRoot) ? workRoot : null,
    resumePossible: false,
  };
}

async function resultsToDelete(paths: JobPaths, { what, session, keepsResults }: CleanRequested): Promise<string[]> {
  const { outputRoot } = paths;
  if (what === 'results' || what === 'all') return [outputRoot];
  if (what === 'work_dir' || session === null || keepsResults) return [];
  return [...(await outputsSince(paths, session)), join(outputRoot, 'aside')];
}

/** @throws Error if the folder cannot be read; nothing may be deleted then, because its links may need any file */
async function resultsToKeep(outputRoot: string, deleted: readonly string[]): Promise<string[]> {
  if (deleted.length === 0) return [outputRoot];
  if (deleted.includes(outputRoot)) return [];
  const names = await readdir(outputRoot).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return names.map((name) => join(outputRoot, name)).filter((path) => !deleted.includes(path));
}

/** Output dirs of a session. An attempt whose parameters differ from the previous one's has its own. */
const outputsSince = async (paths: JobPaths, session: number): Promise<string[]> =>
  (await foldersIn(paths.outputRoot, /^\d+$/))
    .map(Number)
    .filter((attempt) => attempt >= session)
    .map((attempt) => paths.outputDir(attempt));

async function neededBy(results: readonly string[], folders: readonly string[]): Promise<Set<string>> {
  const targets = await Promise.all(results.map((dir) => linkTargets(dir, folders)));
  return new Set(targets.flatMap((each) => [...each]));
}

/** Session of a job's latest run, from the name of its work dir; null if it never ran. */
export const sessionNumber = (workDir: string | undefined): number | null =>
  workDir === undefined ? null : Number(basename(workDir)) || null;

/** Folders of the work dir that a resume does not need. For `all_but_resume`, also the work dirs of other sessions. */
async function partOfWork(paths: JobPaths, { what, session }: CleanRequested): Promise<string[]> {
  const unfinished = await unfinishedWork(paths, session);
  if (what !== 'all_but_resume' || session === null) return unfinished;
  const { known } = await sessionsOf(paths);
  const others = known.filter((path) => path !== paths.workDir(session));
  return [...unfinished, ...others];
}

/** Folders of tasks that did not succeed, and folders that earlier resumes moved aside. */
async function unfinishedWork(paths: JobPaths, session: number | null): Promise<string[]> {
  const found = [join(paths.workRoot, 'aside')];
  if (session === null) return found;
  const work = paths.workDir(session);
  for (const bucket of await foldersIn(work, /^[0-9a-f]{2}$/))
    for (const task of await foldersIn(join(work, bucket), /^[0-9a-f]{30}$/)) {
      const dir = join(work, bucket, task);
      if (await isUnfinished(dir)) found.push(dir);
    }
  return found;
}

/** Whether a task began but did not succeed. A folder without a command never ran a task. */
async function isUnfinished(taskDir: string): Promise<boolean> {
  const names: string[] = await readdir(taskDir).catch(() => []);
  if (!names.includes('.command.run')) return false;
  return (await exitCodeIn(taskDir)) !== 0;
}

async function foldersIn(dir: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && name.test(entry.name)).map((entry) => entry.name);
}
