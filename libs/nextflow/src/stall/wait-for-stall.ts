import { open } from 'node:fs/promises';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { stallIn } from './stall-in.ts';
import { lookUntilEnded } from './look-until-ended.ts';

export interface StallSpec {
  attemptDir: string;
  /** Settles when Nextflow has ended. */
  ended: Promise<unknown>;
  /** When aborted, reading stops at once. */
  signal?: AbortSignal;
  everyMs?: number;
}

/** Enough for the last dumps of the local executor, about 2 KB each. */
const LAST_BYTES = 32 * 1024;

/**
 * Waits until a run stops making progress.
 * @returns the number of waiting tasks; null if the run ended first, or if waiting was stopped
 */
export async function waitForStall({ attemptDir, ended, signal, everyMs = 15_000 }: StallSpec): Promise<number | null> {
  const { log } = attemptFiles(attemptDir);
  return lookUntilEnded({ ended, signal, everyMs: () => everyMs }, async () => stallIn(await endOf(log)));
}

/** Returns the last part of a file; empty if it cannot be read. */
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
