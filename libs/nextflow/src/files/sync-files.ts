import { realpath } from 'node:fs/promises';
import { isInside } from './is-inside.ts';
import { openFile } from './open-file.ts';

/** Syncs of several files share one commit of the file system's journal. */
const AT_ONCE = 8;

export interface SyncOptions {
  /** Folders that links may point to, without links. */
  readonly allowed: readonly string[];
  /** Receives the path and the error of each file whose content is not on disk. */
  readonly skip: (path: string, error: unknown) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Flushes the contents of regular files to disk, so that they survive a power failure. Ignores other files, and files
 * that cannot be opened.
 */
export async function syncFiles(paths: readonly string[], options: SyncOptions): Promise<void> {
  const left = paths.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const path of left) {
        if (options.signal?.aborted) return;
        await syncFile(path, options);
      }
    }),
  );
}

async function syncFile(path: string, { allowed, skip }: SyncOptions): Promise<void> {
  const real = await realpath(path).catch(() => null);
  if (real === null || !allowed.some((root) => isInside(real, root))) return;
  const file = await openFile(real).catch(() => null);
  try {
    await file?.sync();
  } catch (error) {
    skip(path, error);
  } finally {
    await file?.close();
  }
}
