import { readdir, readlink, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { isInside } from '@reprise/pipelines';

/** Same limit as Linux: path_resolution(7). */
const MOST_LINKS = 40;

/**
 * Returns the real paths in these folders that the links among the results need: each link on the way, and the file or
 * folder to which it finally leads. For a folder, includes the paths that its own links need.
 * @throws Error if a link cannot be followed, unless a file is merely missing, because the needed paths are then
 * unknown
 */
export async function linkTargets(outputRoot: string, folders: readonly string[]): Promise<Set<string>> {
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(ifAbsent(null))));
  const roots = real.filter((root) => root !== null);
  const targets = new Set<string>();
  const open = [outputRoot];
  for (let dir = open.pop(); dir !== undefined && roots.length > 0; dir = open.pop())
    for (const link of await linksIn(dir)) {
      const inRoots = (path: string) => roots.some((root) => isInside(path, root));
      const { links, end } = await follow(link);
      for (const path of links.filter(inRoots)) targets.add(path);
      if (end === null || targets.has(end) || !inRoots(end)) continue;
      targets.add(end);
      open.push(end);
    }
  return targets;
}

/** Links in a folder at any depth; empty for a file. */
async function linksIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(ifAbsent([]));
  return entries.filter((entry) => entry.isSymbolicLink()).map((entry) => join(entry.parentPath, entry.name));
}

/** Real paths of the links on a path and of its end; empty if it does not lead to a file. */
async function follow(path: string): Promise<{ links: string[]; end: string | null }> {
  const links: string[] = [];
  let at: string = sep;
  for (let rest = partsOf(path); rest.length > 0;) {
    const [name, ...after] = rest as [string, ...string[]];
    const next = join(at, name);
    const target = name === '..' ? null : await targetOf(next);
    if (target === undefined || links.length > MOST_LINKS) return { links: [], end: null };
    if (target === null) [at, rest] = [next, after];
    else {
      links.push(next);
      if (isAbsolute(target)) at = sep;
      rest = [...partsOf(target), ...after];
    }
  }
  return { links, end: at };
}

const partsOf = (path: string) => path.split(sep).filter((part) => part !== '' && part !== '.');

/** Target of a link; null for other files, undefined if the file is missing. */
const targetOf = (path: string): Promise<string | null | undefined> =>
  readlink(path).catch((error: unknown) => (codeOf(error) === 'EINVAL' ? null : ifAbsent(undefined)(error)));

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

function ifAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return value;
    throw error;
  };
}
