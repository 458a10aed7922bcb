import { readdir, readlink, realpath, rename, symlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';

/** A dir that is elsewhere now. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Lets links below a folder follow the dirs that they lead into: Nextflow publishes results as links to files of their
 * tasks. A link is replaced as a whole; what leads elsewhere stays. Can be repeated.
 */
export async function followMoves(folder: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const places = new Map<string, string>();
  for (const { from, to } of moves) {
    places.set(from, to);
    // A link can hold the real path of what this process reaches through a link.
    places.set(await realPlace(from), to);
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifAbsent([]));
  for (const entry of entries) if (entry.isSymbolicLink()) await follow(join(entry.parentPath, entry.name), places);
}

async function follow(link: string, places: ReadonlyMap<string, string>): Promise<void> {
  const target = await readlink(link).catch(ifAbsent(null));
  if (target === null) return;
  const place = placeOf(resolve(dirname(link), target), places);
  if (place === undefined) return;
  const part = join(dirname(link), `.${basename(link)}.moved`);
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
