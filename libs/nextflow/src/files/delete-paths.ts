import { constants } from 'node:fs';
import { lstat, open, readdir, readFile, realpath, rmdir, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAbsent } from './if-absent.ts';
import { isInside } from './is-inside.ts';
import { openFolder, placeOfFolder } from './open-folder.ts';

/** A path that could not be deleted, with the reason. */
export interface PathLeft {
  readonly path: string;
  readonly reason: string;
}

export interface Deletion {
  /** Given paths that existed and are completely deleted, except for the files to keep. */
  readonly paths: string[];
  /** Size of deleted files that had no other hard links, so that the deletion freed space. */
  readonly bytes: number;
  readonly left: readonly PathLeft[];
}

export interface DeletionOptions {
  /** Real paths of files and folders to keep. Their parent folders are kept too. */
  readonly keep?: ReadonlySet<string>;
  /** When aborted, the rest is not deleted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deletes paths inside `root`: unlinks symlinks without following them, and crosses no mount point. Missing paths are
 * not failures. If a path is the root itself or outside of it, the call is rejected before anything is deleted. If a
 * path cannot be deleted, the others still are.
 */
export async function deletePaths(
  paths: readonly string[],
  root: string,
  { keep = new Set(), signal }: DeletionOptions = {},
): Promise<Deletion> {
  const deletion = { paths: [] as string[], bytes: 0, left: [] as PathLeft[] };
  const places: { path: string; real: string }[] = [];
  for (const path of paths) {
    const real = await placeOf(path, root, deletion.left);
    if (real) places.push({ path, real });
  }
  if (deletion.left.length > 0 || places.length === 0) return deletion;
  const mount = await mountOf(root);
  for (const { path, real } of places) {
    const before = deletion.left.length;
    await remove({ path: real, place: real }, { deletion, keep, mount, signal });
    if (deletion.left.length === before) deletion.paths.push(path);
  }
  return deletion;
}

/** Resolves the parent folder of a path, but not its last part; null if it does not exist or must not be deleted. */
async function placeOf(path: string, root: string, left: PathLeft[]): Promise<string | null> {
  try {
    const folder = await realpath(dirname(path));
    await lstat(path);
    const real = join(folder, basename(path));
    const realRoot = await realpath(root);
    if (real !== realRoot && isInside(real, realRoot)) return real;
    left.push({ path, reason: `it lies outside ${root}` });
  } catch (error) {
    if (!isAbsent(error)) left.push({ path, reason: reasonOf(error) });
  }
  return null;
}

interface Progress {
  readonly deletion: { bytes: number; left: PathLeft[] };
  readonly keep: ReadonlySet<string>;
  /** Id of the mount that all paths must be on. */
  readonly mount: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Accesses the content of a folder through its open descriptor (`/proc/self/fd`). If paths were used, a task that
 * concurrently replaces a folder with a link would redirect the deletion. `place` is where `path` is accessible.
 * @returns whether nothing is left there
 */
async function remove(at: { path: string; place: string }, progress: Progress): Promise<boolean> {
  if (progress.keep.has(at.path)) return false;
  try {
    progress.signal?.throwIfAborted();
    const found = await lstat(at.place);
    if (!found.isDirectory()) {
      await unlink(at.place);
      if (found.isFile() && found.nlink === 1) progress.deletion.bytes += found.size;
      return true;
    }
    if (!(await empty(at, progress))) return false;
    await rmdir(at.place);
    return true;
  } catch (error) {
    if (isAbsent(error)) return true;
    progress.deletion.left.push({ path: at.path, reason: reasonOf(error) });
    return false;
  }
}

async function empty({ path, place }: { path: string; place: string }, progress: Progress): Promise<boolean> {
  const folder = await openFolder(place);
  try {
    if ((await mountIdOf(folder)) !== progress.mount) {
      progress.deletion.left.push({ path, reason: 'another file system is mounted there' });
      return false;
    }
    await makeWritable(folder);
    const own = placeOfFolder(folder);
    let isEmpty = true;
    for (const name of await readdir(own)) {
      // Reports the remaining folder once, instead of each of its entries.
      progress.signal?.throwIfAborted();
      if (!(await remove({ path: join(path, name), place: `${own}/${name}` }, progress))) isEmpty = false;
    }
    return isEmpty;
  } finally {
    await folder.close();
  }
}

/** Tasks leave folders, such as package caches, that even their owner cannot write to. */
async function makeWritable(folder: FileHandle): Promise<void> {
  const { mode } = await folder.stat();
  if ((mode & 0o300) !== 0o300) await folder.chmod((mode & 0o7777) | 0o700).catch(() => undefined);
}

async function mountOf(root: string): Promise<string | undefined> {
  const folder = await open(root, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return await mountIdOf(folder);
  } finally {
    await folder.close();
  }
}

/** Detects bind mounts too, although they have the same device. Source: proc_pid_fdinfo(5). */
const mountIdOf = async ({ fd }: FileHandle): Promise<string | undefined> =>
  /^mnt_id:\s*(\d+)/m.exec(await readFile(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];

/** `EACCES: permission denied, unlink '...'` without the path, because the path is reported next to it. */
const reasonOf = (error: unknown) => (error as Error).message.replace(/, \w+ '.*$/s, '');
