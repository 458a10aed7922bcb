import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { CliError, EXIT } from '../cli-error.ts';
import type { Connection, OpenOptions } from '../connection/connection.ts';

export interface Download {
  /** Address on the server. */
  readonly address: string;
  /** Local path. Until the file is complete, its name is `<path>.part`. */
  readonly path: string;
  readonly bytes: number;
  /** Recorded checksum; null if none was recorded. */
  readonly sha256: string | null;
  readonly signal: AbortSignal;
  /** Called with the number of bytes received so far. */
  readonly onProgress: (bytes: number) => void;
}

export type Outcome = 'downloaded' | 'resumed' | 'already there';

/** A downloaded file that differs from the record. The other files can still be downloaded. */
export class ChangedFileError extends CliError {
  constructor(path: string, difference: string) {
    super(
      `${path} is not what was recorded: ${difference}.`,
      EXIT.failed,
      'The copy was deleted. Try again; if this repeats, the file on the server has changed.',
    );
  }
}

/**
 * Downloads a file and checks its size and checksum. The download of a partial file is continued; an identical file is
 * kept. A file without a checksum is always downloaded completely.
 * @throws ChangedFileError if the file differs from the record; it is deleted
 */
export async function downloadFile(connection: Connection, download: Download): Promise<Outcome> {
  const { path, bytes, sha256, onProgress } = download;
  if (await isSame(download)) {
    onProgress(bytes);
    return 'already there';
  }
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  const start = await resumeFrom(part, download, hash);
  await receive(connection, download, part, start, hash);
  const size = await sizeOf(part);
  const digest = hash.digest('hex');
  if (size !== bytes || (sha256 !== null && digest !== sha256)) {
    await rm(part, { force: true });
    throw new ChangedFileError(
      path,
      size === bytes
        ? `its SHA-256 is ${digest}, not ${sha256 ?? ''}`
        : `it has ${String(size)} bytes, not ${String(bytes)}`,
    );
  }
  await rename(part, path);
  return start > 0 ? 'resumed' : 'downloaded';
}

/**
 * Whether the file already exists. Without a checksum, that cannot be known: another attempt may have left a file with
 * the same size.
 */
async function isSame({ path, bytes, sha256 }: Download): Promise<boolean> {
  if (sha256 === null || (await sizeOf(path)) !== bytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

/**
 * Returns how many bytes of the partial file are kept, and adds these bytes to the hash. A partial file without a
 * checksum is not continued, because it may belong to a different file.
 */
async function resumeFrom(part: string, { bytes, sha256 }: Download, hash: Hash): Promise<number> {
  const size = (await sizeOf(part)) ?? 0;
  if (size === 0 || size > bytes || sha256 === null) return 0;
  for await (const chunk of createReadStream(part)) hash.update(chunk as Buffer);
  return size;
}

async function receive(
  connection: Connection,
  download: Download,
  part: string,
  start: number,
  hash: Hash,
): Promise<void> {
  const { address, bytes, sha256, signal, onProgress } = download;
  if (bytes === 0 || start < bytes || start === 0) {
    const range: Record<string, string> =
      start > 0 ? { range: `bytes=${String(start)}-`, 'if-range': `"${sha256 ?? ''}"` } : {};
    const options: OpenOptions = { headers: range, signal };
    const response = await connection.open(address, options);
    if (start > 0 && response.status !== 206)
      throw new CliError(`${address} changed on the server.`, EXIT.failed, `Delete ${part}, then try again.`);
    let received = start;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        received += chunk.length;
        onProgress(received);
        done(null, chunk);
      },
    });
    const body = response.body ? Readable.fromWeb(response.body as ReadableStream) : Readable.from([]);
    await pipeline(body, count, createWriteStream(part, { flags: start > 0 ? 'a' : 'w' }), { signal }).catch(
      (error: unknown) => {
        if (signal.aborted) throw error;
        throw new CliError(
          `The download of ${download.path} broke off.`,
          EXIT.unavailable,
          'Run the command again: it resumes where it stopped.',
        );
      },
    );
  }
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
