import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { stallIn } from './stall-in.ts';

export interface StallSpec {
  attemptDir: string;
  /** Settles when Nextflow has ended. */
  ended: Promise<unknown>;
  /** Stops the reading at once. */
  signal?: AbortSignal;
  everyMs?: number;
}

/** Holds the last dumps of the local executor, each of some 2 KB. */
const LAST_BYTES = 32 * 1024;

/** Waits until a run stands still. @returns how many tasks wait; null if it ended before, or the waiting was stopped */
export async function waitForStall({ attemptDir, ended, signal, everyMs = 15_000 }: StallSpec): Promise<number | null> {
  const { log } = attemptFiles(attemptDir);
  const waking = new AbortController();
  const wake = () => waking.abort();
  ended.then(wake, wake);
  signal?.addEventListener('abort', wake);
  if (signal?.aborted) wake();
  try {
    while (!waking.signal.aborted) {
      const waiting = stallIn(await endOf(log));
      if (waiting !== null) return waiting;
      await sleep(everyMs, undefined, { signal: waking.signal }).catch(() => undefined);
    }
    return null;
  } finally {
    signal?.removeEventListener('abort', wake);
  }
}

/** Returns the last part of a file; nothing where it cannot be read. */
async function endOf(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(LAST_BYTES),
      0,
      LAST_BYTES,
      Math.max(0, size - LAST_BYTES),
    );
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}
