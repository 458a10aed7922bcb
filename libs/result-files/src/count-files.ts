import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FileCount {
  readonly files: number;
  /** Size of the files without other links, whose deletion frees space. */
  readonly bytes: number;
  /** Whether counting ended at `most`. */
  readonly truncated: boolean;
}

/** Counts what a deletion of folders would delete: everything but folders, without following links. At most so many. */
export async function countFiles(dirs: readonly string[], most: number): Promise<FileCount> {
  const total = { files: 0, bytes: 0 };
  const open = [...dirs];
  for (let dir = open.pop(); dir !== undefined; dir = open.pop()) {
    // What is not there, or goes meanwhile, needs no deletion.
    const entries = await opendir(dir).catch(() => []);
    for await (const entry of entries) {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) {
        open.push(path);
        continue;
      }
      if (total.files === most) return { ...total, truncated: true };
      total.files += 1;
      const found = await lstat(path).catch(() => null);
      if (found?.isFile() && found.nlink === 1) total.bytes += found.size;
    }
  }
  return { ...total, truncated: false };
}
