import { extname, join } from 'node:path';
import { Piscina } from 'piscina';
import type { FastqCheck } from './check-fastq.ts';

const IDLE_MS = 30_000;

let pool: Piscina<string, FastqCheck> | undefined;

/** Checks a file like `checkFastq`, but in a separate thread. Further files wait. The thread ends when idle. */
export function checkInWorker(path: string, signal?: AbortSignal): Promise<FastqCheck> {
  // Next to this file, in the source and in a bundle.
  const filename = join(import.meta.dirname, `fastq-worker${extname(import.meta.filename)}`);
  pool ??= new Piscina({ filename, minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS });
  return pool.run(path, signal ? { signal } : {});
}
