import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isInside } from '../files/is-inside.ts';

/** Resolves a path from the output; null if it is outside of the work dir, because output is not trusted. */
export async function taskDirOf(path: string | null, workDir: string): Promise<string | null> {
  if (path === null) return null;
  const [real, root] = await Promise.all([path, workDir].map((each) => realpath(each).catch(() => null)));
  return real && root && isInside(real, root) ? real : null;
}

/** Short hash of a task, `ab/cdef12`. */
export const shortHash = (taskDir: string): string => `${basename(dirname(taskDir))}/${basename(taskDir).slice(0, 6)}`;
