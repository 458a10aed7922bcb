import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from './is-inside.ts';

/**
 * Maximum number of entries in folders that were already read, because links can lead to the same folders repeatedly.
 */
const MOST_AGAIN = 50_000;

export interface OutputWalk {
  /** Real paths of the folders that links may point to. */
  readonly allowed: readonly string[];
  /** Receives folders that are not read, each with the reason. */
  readonly skip: (path: string, error: unknown) => void;
  /** When aborted, no further folder is read. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lists everything except directories, sorted. Enters a linked directory if it is inside the allowed ones and the link
 * is not inside that directory itself.
 */
export const listOutputFiles = (dir: string, walk: OutputWalk): Promise<string[]> =>
  filesUnder({ path: dir, place: dir }, { ...walk, read: new Set(), left: MOST_AGAIN });

interface Folder {
  /** Path to report, including the links that led there. */
  readonly path: string;
  /** Path used for access. */
  readonly place: string;
}

interface Walk extends OutputWalk {
  /** Real paths of the folders that were read. */
  readonly read: Set<string>;
  /** Number of entries that may still be read again. */
  left: number;
}

async function filesUnder({ path: dir, place }: Folder, walk: Walk, above: readonly string[] = []): Promise<string[]> {
  try {
    const real = await realpath(place);
    if (above.includes(real) || !walk.allowed.some((root) => isInside(real, root))) return [];
    walk.signal?.throwIfAborted();
    const entries = await readdir(real, { withFileTypes: true });
    if (walk.read.has(real) && !mayLookAgain(entries.length, walk, dir)) return [];
    walk.read.add(real);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const inner = { path: join(dir, entry.name), place: join(real, entry.name) };
        const isDirectory = entry.isSymbolicLink()
          ? (await stat(inner.place).catch(() => null))?.isDirectory()
          : entry.isDirectory();
        return isDirectory ? filesUnder(inner, walk, [...above, real]) : [inner.path];
      }),
    );
    return found.flat().sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') walk.skip(dir, error);
    return [];
  }
}

/** The first folder beyond the limit is reported. */
function mayLookAgain(names: number, walk: Walk, dir: string): boolean {
  const isFirst = walk.left >= 0;
  walk.left -= names;
  if (walk.left >= 0) return true;
  if (isFirst) walk.skip(dir, new Error(`links lead to the same ${MOST_AGAIN} files again`));
  return false;
}
