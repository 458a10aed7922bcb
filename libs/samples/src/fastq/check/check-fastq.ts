import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FastqError, FastqLines } from './fastq-lines.ts';

/** Result of the check of a file's content. */
export type FastqCheck =
  | { readonly ok: true; readonly reads: number; readonly sha256: string }
  /** Sentences that say what is wrong and what to do. */
  | { readonly ok: false; readonly reason: string };

const READ_BYTES = 1024 * 1024;
const INFLATE_BYTES = 256 * 1024;
/** Source: RFC 1952, 2.3.1. */
const GZIP = [0x1f, 0x8b];

/**
 * Reads a gzipped FASTQ file once: validates it as gzip and as FASTQ, counts its reads, and computes the SHA-256 of its
 * bytes on disk. Uses constant memory.
 * @throws Error of the file system
 */
export async function checkFastq(path: string): Promise<FastqCheck> {
  const hash = createHash('sha256');
  const lines = new FastqLines();
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: READ_BYTES }),
      async function* (source: AsyncIterable<Buffer>) {
        let isFirst = true;
        for await (const chunk of source) {
          if (isFirst && GZIP.some((byte, index) => chunk[index] !== byte))
            throw new FastqError('It is not gzip. Compress it with gzip, and upload the .fastq.gz.');
          isFirst = false;
          hash.update(chunk);
          yield chunk;
        }
      },
      createGunzip({ chunkSize: INFLATE_BYTES }),
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) lines.push(chunk);
        lines.end();
      },
    );
    return { ok: true, reads: lines.reads, sha256: hash.digest('hex') };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return { ok: false, reason };
  }
}

function reasonOf(error: unknown): string | null {
  if (error instanceof FastqError) return error.message;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR')
    return 'Its gzip data ends too early: the file was cut off. Copy it again from its source.';
  return code.startsWith('Z_')
    ? 'Its gzip data is damaged. Upload it again; if that does not help, copy it again from its source, and compare checksums.'
    : null;
}
