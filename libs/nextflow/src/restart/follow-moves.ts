import { readdir, readlink, realpath, rename, rm, symlink, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';
import { openFolder, placeOfFolder } from '../files/open-folder.ts';

/** A dir that is elsewhere now. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Lets links below a folder follow the dirs that they lead into: Nextflow publishes results as links to files of their
 * tasks. A link is replaced as a whole; what leads elsewhere stays, and what cannot be read or replaced: that is no reason
 * to stop a start, or to hold one up for good. Can be repeated.
 */
export async function followMoves(folder: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const places = new Map<string, string>();
  for (const { from, to } of moves) {
    places.set(from, to);
    // A link can hold the real path of what this process reaches through a link.
    places.set(await realPlace(from), to);
  }
  // It may be a link of an operator; no task can replace it.
  const opened = await realpath(folder)
    .then(openFolder)
    .catch(() => null);
  if (opened) await followIn({ folder: opened, path: folder }, places);
}

/** Name of a link until it takes the place of the old one. */
const PART = '.reprise-moved';

/**
 * Reaches what is in a folder through the open folder, and closes it: by its path, a task that puts a link in the place of
 * a folder meanwhile would have a link made elsewhere.
 */
async function followIn(
  { folder, path }: { folder: FileHandle; path: string },
  places: ReadonlyMap<string, string>,
): Promise<void> {
  const place = placeOfFolder(folder);
  try {
    for (const entry of await readdir(place, { withFileTypes: true }).catch(() => [])) {
      const inner = { path: join(path, entry.name), place: join(place, entry.name) };
      if (entry.isSymbolicLink()) await follow(inner, places).catch(() => undefined);
      else if (entry.isDirectory()) {
        const opened = await openFolder(inner.place).catch(() => null);
        if (opened) await followIn({ folder: opened, path: inner.path }, places);
      }
    }
  } finally {
    await folder.close();
  }
}

/** @param link its path, and where it is reached */
async function follow(
  link: { readonly path: string; readonly place: string },
  places: ReadonlyMap<string, string>,
): Promise<void> {
  const folder = dirname(link.path);
  const target = await readlink(link.place);
  const moved = placeOf(resolve(folder, target), places);
  if (moved === undefined) return;
  const part = join(dirname(link.place), PART);
  await rm(part, { force: true }); // one that a crash left
  await symlink(isAbsolute(target) ? moved : relative(folder, moved), part);
  await rename(part, link.place);
}

/** Returns where a path is now; undefined where it is in no dir that was moved. */
function placeOf(path: string, places: ReadonlyMap<string, string>): string | undefined {
  for (let dir = path; dir !== sep; dir = dirname(dir)) {
    const to = places.get(dir);
    if (to !== undefined) return join(to, relative(dir, path));
  }
  return undefined;
}

/** The real path of a dir, or what it would be: the dir may be gone, its parents with it. */
async function realPlace(path: string): Promise<string> {
  for (let dir = path; dir !== sep; dir = dirname(dir)) {
    const real = await realpath(dir).catch(ifAbsent(null));
    if (real !== null) return join(real, relative(dir, path));
  }
  return path;
}
