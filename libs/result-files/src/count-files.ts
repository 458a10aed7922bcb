import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FileCount {
  readonly files: number;
  /** Size of the files without links elsewhere, whose deletion frees space. */
  readonly bytes: number;
  /** Whether counting ended at `most`. */
  readonly truncated: boolean;
}

/**
 * Counts what a deletion of files and folders would delete: everything but folders, without following links. At most so
 * many.
 * @param keep paths that are not counted, with what is in them
 */
export async function countFiles(
  paths: readonly string[],
  most: number,
  keep: ReadonlySet<string> = new Set(),
): Promise<FileCount> {
  const total = { files: 0, bytes: 0 };
  const links = new Map<string, number>();
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (keep.has(path)) continue;
    // What is not there, or goes meanwhile, needs no deletion.
    const found = await lstat(path).catch(() => null);
    if (!found) continue;
    if (found.isDirectory()) {
      for await (const { name } of await opendir(path).catch(() => [])) open.push(join(path, name));
      continue;
    }
    if (total.files === most) return { ...total, truncated: true };
    total.files += 1;
    if (found.isFile() && isLastLink(found, links)) total.bytes += found.size;
  }
  return { ...total, truncated: false };
}

/** Whether no link but those that were counted holds the file. */
function isLastLink({ dev, ino, nlink }: { dev: number; ino: number; nlink: number }, links: Map<string, number>) {
  if (nlink === 1) return true;
  const key = `${dev}:${ino}`;
  const seen = (links.get(key) ?? 0) + 1;
  links.set(key, seen);
  return seen === nlink;
}
