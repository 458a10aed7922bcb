import { stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute } from 'node:path';
import { findAccessProblems, type Isolation } from '@reprise/nextflow';

/**
 * Returns `PATH` without the folders that tasks may not enter, and those folders. If `PATH` contains such a folder,
 * `env` and `timeout` fail for a missing program with 126 ("Permission denied") instead of 127 ("No such file or
 * directory"). A missing folder below a closed one has the same effect.
 */
export async function enterablePath(
  path: string | undefined,
  isolation: Isolation,
): Promise<{ readonly value: string; readonly left: readonly string[] } | null> {
  if (path === undefined) return null;
  const folders = path.split(delimiter);
  const existing = new Map<string, string>();
  for (const folder of folders) if (isAbsolute(folder)) existing.set(folder, await nearestExisting(folder));
  const asked = [...new Set(existing.values())].map((folder) => ({ path: folder, use: 'enter' as const }));
  const problems = await findAccessProblems(isolation, asked);
  const closed = new Set(problems.map((problem) => problem.path));
  const isClosed = (folder: string) => closed.has(existing.get(folder) ?? '');
  const left = [...new Set(folders.filter((folder) => isClosed(folder)))];
  return { value: folders.filter((folder) => !isClosed(folder)).join(delimiter), left };
}

/** Returns the folder, or its nearest parent that is not known to be missing. */
async function nearestExisting(folder: string): Promise<string> {
  const isMissing = await stat(folder).then(
    () => false,
    (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT',
  );
  return isMissing ? nearestExisting(dirname(folder)) : folder;
}
