import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { InputProblem } from '@reprise/contracts';
import { inputProblem } from './list-inputs.ts';

/** Result of reading a file; `stamp` reveals changes. */
export interface Reading {
  readonly stamp: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly read_at: string;
}

export type ReadInput = { readonly reading: Reading } | UnreadInput;
interface UnreadInput {
  /** Its size, if known. */
  readonly bytes: number | null;
  readonly problem: InputProblem;
}

/** Maximum size of files that this process reads. A separate process with the lowest priority reads larger files. */
export const SMALL_BYTES = 1024 * 1024;

/**
 * Reads a file to compute its SHA-256, unless `earlier` has the same path, size, inode and mtime.
 * @throws AbortError when `signal` is aborted; Error if the checksum program cannot be run
 */
export async function readInput(real: string, earlier: Reading | undefined, signal: AbortSignal): Promise<ReadInput> {
  let file: FileHandle | undefined;
  try {
    // Nonblocking, because a pipe that replaced the file may have no writer.
    file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const before = await file.stat({ bigint: true });
    if (!before.isFile()) return { bytes: null, problem: 'not_a_file' };
    const [stamp, bytes] = [stampOf(before), Number(before.size)];
    if (earlier?.stamp === stamp) return { reading: earlier };
    const sha256 = bytes > SMALL_BYTES ? await sum(file, signal) : await sumAtOnce(file);
    if (sha256 === null) return { bytes, problem: 'unreadable' };
    if (stampOf(await file.stat({ bigint: true })) !== stamp) return { bytes, problem: 'changed_while_read' };
    return { reading: { stamp, bytes, sha256, read_at: new Date().toISOString() } };
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).syscall) throw error;
    return { bytes: null, problem: inputProblem(error) };
  } finally {
    await file?.close();
  }
}

// ctime is excluded, because it changes when Nextflow creates hard links for staging.
const stampOf = ({ dev, ino, size, mtimeNs }: BigIntStats): string => [dev, ino, size, mtimeNs].join(' ');

const sumAtOnce = async (file: FileHandle): Promise<string> =>
  createHash('sha256')
    .update(await file.readFile())
    .digest('hex');

/** Runs `sha256sum` on the open file, so that no path is resolved again. Null if it could not read to the end. */
function sum({ fd }: FileHandle, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '19', 'sha256sum'], { stdio: [fd, 'pipe', 'ignore'], signal });
    let output = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => {
      reject(signal.aborted ? error : new Error(`sha256sum cannot be run: ${error.message}`));
    });
    child.on('close', (code) => {
      if (code === 126 || code === 127) reject(new Error('sha256sum cannot be run')); // printed by `nice`
      const [sha256 = ''] = output.split(' ');
      resolve(code === 0 && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null);
    });
  });
}
