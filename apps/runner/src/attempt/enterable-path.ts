import { delimiter, isAbsolute } from 'node:path';
import { findAccessProblems, type Isolation } from '@reprise/nextflow';

/**
 * Returns `PATH` without the folders that tasks may not enter, and those folders. With such a folder, `env` and
 * `timeout` fail for a missing program with 126, "Permission denied", instead of 127, "No such file or directory".
 */
export async function enterablePath(
  path: string | undefined,
  isolation: Isolation,
): Promise<{ readonly value: string; readonly left: readonly string[] } | null> {
  if (path === undefined) return null;
  const folders = path.split(delimiter);
  const asked = folders
    .filter((folder) => isAbsolute(folder))
    .map((folder) => ({ path: folder, use: 'enter' as const }));
  const problems = await findAccessProblems(isolation, asked);
  const closed = new Set(problems.map((problem) => problem.path));
  return { value: folders.filter((folder) => !closed.has(folder)).join(delimiter), left: [...closed] };
}
