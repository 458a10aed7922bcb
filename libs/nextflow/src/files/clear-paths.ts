import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAbsent } from './if-absent.ts';
import { isInside } from './is-inside.ts';

export type ClearResult =
  | { status: 'cleared'; paths: string[]; bytes: number }
  /** The first path that could not be deleted, and why; `bytes` were deleted before it. */
  | { status: 'failed'; path: string; reason: string; bytes: number };

/**
 * Deletes paths inside `root`, unlinking symlinks and following none. A path that is not there is no failure; one that is
 * the root itself or lies outside is refused before anything is deleted. `bytes` counts files without other links.
 */
export async function clearPaths(paths: readonly string[], root: string): Promise<ClearResult> {
  const deleted = { paths: [] as string[], bytes: 0 };
  const places: { path: string; real: string }[] = [];
  try {
    for (const path of paths) {
      const real = await placeOf(path, root);
      if (real) places.push({ path, real });
    }
    for (const { path, real } of places) {
      await remove(real, deleted);
      deleted.paths.push(path);
    }
    return { status: 'cleared', ...deleted };
  } catch (error) {
    if (!(error instanceof NotDeleted)) throw error;
    return { status: 'failed', path: error.path, reason: error.message, bytes: deleted.bytes };
  }
}

class NotDeleted extends Error {
  readonly path: string;
  constructor(path: string, reason: string, cause?: unknown) {
    super(reason, { cause });
    this.path = path;
  }
}

/** Resolves the folder of a path, but not its last part; null where there is nothing. */
async function placeOf(path: string, root: string): Promise<string | null> {
  const folder = await realpath(dirname(path)).catch(absentOr(path));
  if (folder === null || (await lstat(path).catch(absentOr(path))) === null) return null;
  const real = join(folder, basename(path));
  const realRoot = await realpath(root);
  if (real === realRoot || !isInside(real, realRoot)) throw new NotDeleted(path, `it lies outside ${root}`);
  return real;
}

/**
 * Reaches what is in a folder through the open folder (`/proc/self/fd`): by its path, a task that puts a link in the place
 * of a folder meanwhile would have what is elsewhere deleted. `place` is where `path` is reached.
 */
async function remove(path: string, deleted: { bytes: number }, place = path): Promise<void> {
  try {
    const found = await lstat(place);
    if (!found.isDirectory()) {
      await unlink(place);
      if (found.isFile() && found.nlink === 1) deleted.bytes += found.size;
      return;
    }
    const folder = await open(place, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    try {
      const own = `/proc/self/fd/${folder.fd}`;
      for (const name of await readdir(own)) await remove(join(path, name), deleted, `${own}/${name}`);
    } finally {
      await folder.close();
    }
    await rmdir(place);
  } catch (error) {
    throw error instanceof NotDeleted ? error : new NotDeleted(path, reasonOf(error), error);
  }
}

const absentOr = (path: string) => (error: unknown) => {
  if (isAbsent(error)) return null;
  throw new NotDeleted(path, reasonOf(error), error);
};

/** `EACCES: permission denied, unlink '...'` without the path, which is reported beside it. */
const reasonOf = (error: unknown) => (error as Error).message.replace(/, \w+ '.*$/s, '');
