import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../files/read-text.ts';
import { isoTime } from './iso-time.ts';

/** Finds the work dir of a short hash, `ab/cdef12`; null if there is none. */
export async function findTaskDir(workDir: string, hash: string): Promise<string | null> {
  const [folder = '', start = ''] = hash.split('/');
  const names = await readdir(join(workDir, folder)).catch(() => []);
  const name = names.find((each) => each.startsWith(start));
  return name ? join(workDir, folder, name) : null;
}

/**
 * Modification time of a file in a task dir (ISO 8601): `.command.run` is written at submission, `.command.begin` at
 * the start, `.exitcode` at the end.
 */
export async function writtenAt(taskDir: string, name: string): Promise<string | null> {
  const found = await stat(join(taskDir, name)).catch(() => null);
  return found && isoTime(found.mtime.getTime());
}

const LONGEST_CODE = 16;

/** Reads the exit code that a task's wrapper wrote; null if it is missing or incomplete. */
export async function exitCodeIn(taskDir: string): Promise<number | null> {
  const written = await readText(join(taskDir, '.exitcode'), 0, LONGEST_CODE).catch(() => null);
  const text = written?.text.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
