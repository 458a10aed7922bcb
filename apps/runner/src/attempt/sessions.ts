import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isUrl } from '@reprise/contracts';
import { isInside } from '@reprise/pipelines';
import type { JobPaths } from './job-paths.ts';

type Paths = Pick<JobPaths, 'root' | 'workRoot' | 'attemptDir' | 'workDir'>;

/**
 * Sorts the work dirs of a job's sessions. `unknown`: tasks may still write into them, because it is unknown here which
 * executors were used: the session ran with another data dir, which shares the folder for work dirs.
 */
export async function sessionsOf({
  root,
  workRoot,
  attemptDir,
  workDir,
}: Paths): Promise<{ readonly known: readonly string[]; readonly unknown: readonly string[] }> {
  if (isUrl(workRoot)) return { known: [], unknown: [] };
  const all = (await foldersIn(workRoot)).map(Number);
  const isKnown = (session: number) => isInside(workRoot, root) || existsSync(attemptDir(session));
  return {
    known: all.filter(isKnown).map(workDir),
    unknown: all.filter((session) => !isKnown(session)).map(workDir),
  };
}

/** @throws Error if the folder cannot be read */
async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory() && /^\d+$/.test(entry.name)).map(({ name }) => name);
}
