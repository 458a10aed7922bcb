import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FileCount {
  readonly files: number;
  /** Size of the files that have no other hard links, which a deletion frees. */
  readonly bytes: number;
  /** Whether counting stopped at `most`. */
  readonly truncated: boolean;
}

/**
 * Counts the files that deleting files and folders would remove, up to a limit. Includes everything except folders, and
 * does not follow links.
 * @param keep paths to skip, with their content
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
    // Missing files, and files that are removed in the meantime, need no deletion.
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

/** Whether all hard links of the file were counted. */
function isLastLink({ dev, ino, nlink }: { dev: number; ino: number; nlink: number }, links: Map<string, number>) {
  if (nlink === 1) return true;
  const key = `${dev}:${ino}`;
  const seen = (links.get(key) ?? 0) + 1;
  links.set(key, seen);
  return seen === nlink;
}
