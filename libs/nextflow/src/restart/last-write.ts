import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns the last modification of a folder's files, in milliseconds since 1970: of the named files (null: all files,
 * one level deep), or of the folder itself if there are none. Returns Infinity if there is no such folder, so that a
 * deleted folder counts as new.
 */
export async function lastWrite(dir: string, names: readonly string[] | null): Promise<number> {
  const files = names ?? (await readdir(dir).catch(() => []));
  const times = await Promise.all(files.map((name) => timeOf(join(dir, name))));
  const written = times.filter((time) => time !== null);
  return written.length > 0 ? Math.max(...written) : ((await timeOf(dir)) ?? Infinity);
}

const timeOf = async (path: string): Promise<number | null> => (await stat(path).catch(() => null))?.mtimeMs ?? null;
