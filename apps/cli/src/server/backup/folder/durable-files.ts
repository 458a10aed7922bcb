import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, copyFile, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncToDisk } from '@reprise/secret-files';
import type { Stored } from '../format/manifest.ts';

const CHUNK_BYTES = 1024 * 1024;

/** Prefix of the name of a file that is being written. */
export const UNFINISHED = '.unfinished-';

const beside = (folder: string): string => join(folder, `${UNFINISHED}${randomUUID()}`);

/** SHA-256 and size of a file as read from the disk. */
export async function digestOf(path: string): Promise<Stored> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Writes a file to disk atomically. Replaces an earlier one. */
export async function writeWhole(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<Stored> {
  return whole(
    dirname(path),
    (file) => writeLines(file, lines),
    () => path,
  );
}

/** Writes lines to a file whose name is derived from its digest. */
export const writeNamed = (
  folder: string,
  lines: AsyncIterable<string> | Iterable<string>,
  pathOf: (stored: Stored) => string,
): Promise<Stored> => whole(folder, (file) => writeLines(file, lines), pathOf);

/**
 * Copies a file in the same way. The copy shares its blocks with the original if the file system supports that
 * (reflink). The digest is that of the copy, because a file that grows during the copy is copied only in part.
 */
export async function copyNamed(source: string, folder: string, pathOf: (stored: Stored) => string): Promise<Stored> {
  const copy = beside(folder);
  try {
    await copyFile(source, copy, constants.COPYFILE_FICLONE);
    await chmod(copy, 0o600);
    await syncToDisk(copy);
    const stored = await digestOf(copy);
    await moveTo(copy, pathOf(stored), stored);
    return stored;
  } finally {
    await rm(copy, { force: true });
  }
}

async function whole(
  folder: string,
  write: (file: FileHandle) => Promise<Stored>,
  pathOf: (stored: Stored) => string,
): Promise<Stored> {
  const copy = beside(folder);
  try {
    const file = await open(copy, 'wx', 0o600);
    let stored: Stored;
    try {
      stored = await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await moveTo(copy, pathOf(stored));
    return stored;
  } finally {
    await rm(copy, { force: true });
  }
}

/** @param known digest and size of a file that need not be replaced if it is complete */
async function moveTo(copy: string, path: string, known?: Stored): Promise<void> {
  const there = known && (await stat(path).catch(() => null));
  if (there?.size === known?.bytes && known) return;
  await rename(copy, path);
  await syncToDisk(dirname(path));
}

async function writeLines(file: FileHandle, lines: AsyncIterable<string> | Iterable<string>): Promise<Stored> {
  const hash = createHash('sha256');
  let bytes = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    const chunk = Buffer.concat(waiting);
    [waiting, size] = [[], 0];
    hash.update(chunk);
    bytes += chunk.length;
    await file.writeFile(chunk);
  };
  for await (const line of lines) {
    const chunk = Buffer.from(line);
    waiting.push(chunk);
    size += chunk.length;
    if (size >= CHUNK_BYTES) await flush();
  }
  await flush();
  return { sha256: hash.digest('hex'), bytes };
}
