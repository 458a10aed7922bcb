import { lstat, readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { join, relative } from 'node:path';

/** Regular file and its size. */
export interface FileSize {
  readonly path: string;
  readonly bytes: number;
}

/** Lists the regular files in a folder at any depth. Does not follow links. */
export async function sizesUnder(dir: string): Promise<FileSize[]> {
  const found: FileSize[] = [];
  for (const entry of await entriesOf(dir)) found.push(...(await sizesAt(join(dir, entry.name), entry)));
  return found;
}

/** Ignores links. */
async function sizesAt(path: string, entry: Dirent): Promise<FileSize[]> {
  if (entry.isDirectory()) return sizesUnder(path);
  const bytes = entry.isFile() ? await sizeOf(path) : null;
  return bytes === null ? [] : [{ path, bytes }];
}

/**
 * Returns the sizes of regular files in task dirs, keyed by path in the dir: files at the top level or one folder
 * below. Inputs are excluded, because they are links.
 * @param wanted paths in task dirs
 */
export async function sizesOfTasks(
  dirs: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<Map<string, Set<number>>> {
  const sizes = new Map<string, Set<number>>();
  const tops = new Set([...wanted].map((path) => path.split('/', 1)[0]));
  for (const dir of dirs)
    for (const entry of await entriesOf(dir)) {
      if (!tops.has(entry.name)) continue;
      for (const { path, bytes } of await sizesAt(join(dir, entry.name), entry)) {
        const inTask = relative(dir, path);
        if (wanted.has(inTask)) sizes.set(inTask, (sizes.get(inTask) ?? new Set()).add(bytes));
      }
    }
  return sizes;
}

/** Empty if the folder is missing or cannot be read. */
const entriesOf = (dir: string): Promise<Dirent[]> => readdir(dir, { withFileTypes: true }).catch(() => []);

/** Bytes of a regular file; null for everything else. */
const sizeOf = (path: string): Promise<number | null> =>
  lstat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
