import { readdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';

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
  for await (const link of linksIn(folder)) await follow(link, places).catch(() => undefined);
}

/** Links below a folder; of folders only those that can be read. */
async function* linksIn(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) yield path;
    else if (entry.isDirectory()) yield* linksIn(path);
  }
}

/** Name of a link until it takes the place of the old one. */
const PART = '.reprise-moved';

async function follow(link: string, places: ReadonlyMap<string, string>): Promise<void> {
  const target = await readlink(link);
  const place = placeOf(resolve(dirname(link), target), places);
  if (place === undefined) return;
  const part = join(dirname(link), PART);
  await rm(part, { force: true }); // one that a crash left
  await symlink(isAbsolute(target) ? place : relative(dirname(link), place), part);
  await rename(part, link);
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
