import { readdir } from 'node:fs/promises';
import { BackupError } from '../format/manifest.ts';

/** Folders that may exist: the jobs' folders, which are in no backup, and folders in the root of a file system. */
const IGNORED = new Set(['jobs', 'lost+found']);

/** Checks that a folder does not exist, or contains nothing that would mix with a restore. @throws BackupError */
export async function assertEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const found = names.filter((name) => !IGNORED.has(name)).sort();
  if (found.length === 0) return;
  throw new BackupError(
    `${folder} is not empty: it has ${found.slice(0, 3).join(', ')}. Nothing was restored. A restore needs a new data dir, ` +
      'which may have the folder jobs: set REPRISE_DATA_DIR, or move the old one away.',
  );
}
