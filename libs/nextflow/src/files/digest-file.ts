import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { isSparse } from './is-sparse.ts';

const CHUNK_BYTES = 1024 * 1024;

export interface DigestOptions {
  /** When aborted, reading ends at once, and the promise rejects with the reason. */
  readonly signal?: AbortSignal | undefined;
  /** Receives the size of each part read. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Returns the size of a file if its SHA-256 can be computed.
 * @throws Error if it is not a regular file, is sparse, or cannot be read
 */
export async function digestibleBytes(path: string): Promise<number> {
  const file = await openToRead(path);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error('not a regular file');
    if (await isSparse(file, found)) throw new Error(`no checksum: most of its ${found.size} bytes are holes`);
    return found.size;
  } finally {
    await file.close();
  }
}

/** Returns the SHA-256 of a file. @throws Error if it cannot be read completely */
export async function digestFile(path: string, { signal, onBytes }: DigestOptions = {}): Promise<string> {
  const file = await openToRead(path);
  try {
    const hash = createHash('sha256');
    const counted = new Transform({
      transform: (part: Buffer, _, done) => {
        onBytes?.(part.length);
        done(null, part);
      },
    });
    const source = file.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false });
    await pipeline(source, counted, hash, { signal });
    return hash.digest('hex');
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    await file.close();
  }
}

/** Does not block if a FIFO is in place of the file. */
const openToRead = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
