import { constants, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isInside, isResultPath, resultRoots, type ResultFolder } from './result-folder.ts';

/** A result that is open for reading. */
export interface OpenResult {
  /** Bytes. */
  readonly size: number;
  /** UTC, ISO 8601. */
  readonly modifiedAt: string;
  /** Reads the bytes from `start` to `end`, both included. Closes the file at the end. */
  read(start: number, end: number): Readable;
  /** Returns the bytes from `start` to `end`, both included, up to the end of the file. Leaves the file open. */
  part(start: number, end: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Errors that mean that there is no such file to read. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG', 'EACCES']);

/**
 * Opens a result by its path relative to the output dir. Null if there is no regular file, or if its path or a link
 * leads out of the folders. Checks the opened file instead of its name, which a task could change concurrently.
 */
export async function openResult(folder: ResultFolder, path: string): Promise<OpenResult | null> {
  if (!isResultPath(path)) return null;
  const roots = await resultRoots(folder);
  if (roots.length === 0) return null;
  const file = await openInside(join(folder.outputDir, path), roots);
  if (!file) return null;
  const found = await file.stat();
  if (!found.isFile()) return closed(file);
  return {
    size: found.size,
    modifiedAt: found.mtime.toISOString(),
    read: (start, end) => file.createReadStream({ start, end, autoClose: true }),
    part: async (start, end) => {
      const bytes = Buffer.alloc(end - start + 1);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

/** Opens without waiting, because a FIFO in place of a file would block. */
async function openInside(path: string, roots: readonly string[]): Promise<FileHandle | null> {
  try {
    const target = await realpath(path);
    if (!roots.some((root) => isInside(target, root))) return null;
    const file = await open(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const opened = await readlink(`/proc/self/fd/${String(file.fd)}`);
    return roots.some((root) => isInside(opened, root)) ? file : await closed(file);
  } catch (error) {
    if (NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

async function closed(file: FileHandle): Promise<null> {
  await file.close();
  return null;
}
