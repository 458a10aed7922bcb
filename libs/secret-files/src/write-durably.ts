import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file atomically. When it returns, the file is on disk: a power failure leaves the earlier content or the new
 * one, never an empty file.
 * @param mode permissions of the file; by default, only its owner may read it
 */
export function writeDurably(file: string, content: string, mode = 0o600): void {
  const own = `${file}.${randomUUID()}`;
  try {
    writeFileSync(own, content, { mode, flush: true });
    renameSync(own, file);
  } finally {
    rmSync(own, { force: true });
  }
  syncFolder(dirname(file));
}

/** Flushes the names in a folder to disk, synchronously. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Flushes a file, or the names in a folder, to disk. Source: fsync(2). */
export async function syncToDisk(path: string): Promise<void> {
  const opened = await open(path, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
