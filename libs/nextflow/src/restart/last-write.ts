import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns when files of a folder were last written, in milliseconds since 1970: the named ones (null: all, one level deep),
 * or the folder itself where there are none. Infinity where there is no such folder, so that what is gone counts as new.
 */
export async function lastWrite(dir: string, names: readonly string[] | null): Promise<number> {
  const files = names ?? (await readdir(dir).catch(() => []));
  const times = await Promise.all(files.map((name) => timeOf(join(dir, name))));
  const written = times.filter((time) => time !== null);
  return written.length > 0 ? Math.max(...written) : ((await timeOf(dir)) ?? Infinity);
}

const timeOf = async (path: string): Promise<number | null> => (await stat(path).catch(() => null))?.mtimeMs ?? null;
