import { readdir, readlink, realpath, rename, rm, symlink, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';
import { openFolder, placeOfFolder } from '../files/open-folder.ts';

/** A dir that was moved. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Updates links below a folder that point into moved dirs: Nextflow publishes results as links to task files. Each link
 * is replaced atomically. Other links are kept, and so are links that cannot be read or replaced, because those must
 * not block a start. Can be repeated.
 */
export async function followMoves(folder: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const places = new Map<string, string>();
  for (const { from, to } of moves) {
    places.set(from, to);
    // A link can contain the real path of a folder that this process reaches through another link.
    places.set(await realPlace(from), to);
  }
  // The folder may be a link that an operator created; tasks cannot replace it.
  const opened = await realpath(folder)
    .then(openFolder)
    .catch(() => null);
  if (opened) await followIn({ folder: opened, path: folder }, places);
}

/** Temporary name of a link until it replaces the old one. */
const PART = '.reprise-moved';

/**
 * Accesses the content of a folder through its open descriptor, and closes it. If paths were used, a task that
 * concurrently replaces a folder with a link would redirect the new link.
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

/** @param link path of the link, and the place where it is accessible */
async function follow(
  link: { readonly path: string; readonly place: string },
  places: ReadonlyMap<string, string>,
): Promise<void> {
  const folder = dirname(link.path);
  const target = await readlink(link.place);
  const moved = placeOf(resolve(folder, target), places);
  if (moved === undefined) return;
  const part = join(dirname(link.place), PART);
  await rm(part, { force: true }); // left by a crash
  await symlink(isAbsolute(target) ? moved : relative(folder, moved), part);
  await rename(part, link.place);
}

/** Returns the new place of a path; undefined if it is not in a moved dir. */
function placeOf(path: string, places: ReadonlyMap<string, string>): string | undefined {
  for (let dir = path; dir !== sep; dir = dirname(dir)) {
    const to = places.get(dir);
    if (to !== undefined) return join(to, relative(dir, path));
  }
  return undefined;
}

/** The real path of a dir, even if the dir and its parents no longer exist. */
async function realPlace(path: string): Promise<string> {
  for (let dir = path; dir !== sep; dir = dirname(dir)) {
    const real = await realpath(dir).catch(ifAbsent(null));
    if (real !== null) return join(real, relative(dir, path));
  }
  return path;
}
