import { lstat, readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';

/** Regular file and its size. */
export interface FileSize {
  readonly path: string;
  readonly bytes: number;
}

/** Lists the regular files in a folder, at any depth; follows no link. */
export async function sizesUnder(dir: string): Promise<FileSize[]> {
  const found: FileSize[] = [];
  for (const entry of await entriesOf(dir)) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) found.push(...(await sizesUnder(path)));
    const bytes = entry.isFile() ? await sizeOf(path) : null;
    if (bytes !== null) found.push({ path, bytes });
  }
  return found;
}

/**
 * Returns the sizes that regular files have in the dirs of tasks, by path in the dir: what a task has at the top of its dir
 * or in a folder there, and not what it was given as a link.
 * @param wanted paths in task dirs
 */
export async function sizesOfTasks(
  dirs: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<Map<string, Set<number>>> {
  const sizes = new Map<string, Set<number>>();
  const byTop = new Map<string, string[]>();
  for (const path of wanted) {
    const [top = path] = path.split('/', 1);
    const paths = byTop.get(top) ?? [];
    paths.push(path);
    byTop.set(top, paths);
  }
  for (const dir of dirs)
    for (const entry of await entriesOf(dir)) {
      if (entry.isSymbolicLink()) continue;
      for (const path of byTop.get(entry.name) ?? []) {
        const bytes = await sizeOf(join(dir, path));
        if (bytes !== null) sizes.set(path, (sizes.get(path) ?? new Set()).add(bytes));
      }
    }
  return sizes;
}

/** Nothing of a folder that is gone or cannot be read. */
const entriesOf = (dir: string): Promise<Dirent[]> => readdir(dir, { withFileTypes: true }).catch(() => []);

/** Bytes of a regular file; null of all else. */
const sizeOf = (path: string): Promise<number | null> =>
  lstat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
