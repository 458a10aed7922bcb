import { existsSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadsFolder } from '../files/uploads-folder.ts';

/**
 * Time since the last write after which a folder counts as orphaned. Another gateway with the same uploads may still be
 * creating a younger folder.
 */
const ORPHANED_AFTER_MS = 3_600_000;
/** Folder of a sample: `<name>-<id>`, with `.new` while it is being created, and `.gone` while it is being deleted. */
const SAMPLE = /^[A-Za-z0-9][A-Za-z0-9._-]*-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(\.new|\.gone)?$/;

export interface Orphaned {
  /** Names of folders whose creation or deletion was interrupted. They are removed. */
  readonly removed: readonly string[];
  /**
   * Names of complete folders without a record, because recording was interrupted, or records and folders come from
   * different backups. They are kept, because they may be the only copy of the reads.
   */
  readonly unrecorded: readonly string[];
}

/** Removes folders of samples whose creation or deletion was interrupted. */
export async function removeOrphanedFolders(folder: UploadsFolder, now: number): Promise<Orphaned> {
  const removed: string[] = [];
  const unrecorded: string[] = [];
  for (const entry of await readdir(folder.samplesRoot, { withFileTypes: true })) {
    const [, id, state] = SAMPLE.exec(entry.name) ?? [];
    if (id === undefined || !entry.isDirectory()) continue;
    if (state !== '.new' && (await folder.samples.find(id))) continue;
    const path = join(folder.samplesRoot, entry.name);
    if (state !== '.gone' && now - (await lastWrite(path)) < ORPHANED_AFTER_MS) continue;
    if (state === undefined) {
      unrecorded.push(entry.name);
      continue;
    }
    await rm(path, { recursive: true, force: true });
    removed.push(entry.name);
  }
  await forgetCopies(folder, now);
  return { removed, unrecorded };
}

/** Forgets joins of lanes that were interrupted, because their folder no longer exists. */
async function forgetCopies({ copies, samplesRoot }: UploadsFolder, now: number): Promise<void> {
  for (const copy of await copies.all()) {
    if (now - Date.parse(copy.began_at) < ORPHANED_AFTER_MS) continue;
    if (existsSync(join(samplesRoot, `${copy.folder}.new`))) continue;
    await copies.remove(copy.sample_id);
  }
}

/**
 * Returns the time of the last write to a folder or to a file in it; Infinity if it was renamed or removed in the
 * meantime.
 */
async function lastWrite(folder: string): Promise<number> {
  try {
    const paths = [folder, ...(await readdir(folder)).map((name) => join(folder, name))];
    const found = await Promise.all(paths.map((path) => lstat(path)));
    return Math.max(...found.map(({ mtimeMs }) => mtimeMs));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Infinity;
    throw error;
  }
}
