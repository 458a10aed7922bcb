import { setTimeout as sleep } from 'node:timers/promises';

export interface Looking {
  /** Resolves or rejects when the run has ended. */
  readonly ended: Promise<unknown>;
  /** When aborted, polling stops at once. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the next check. */
  readonly everyMs: () => number;
}

/**
 * Polls until something is found.
 * @param look returns null while there is nothing
 * @returns null if the run ended first, or if polling was stopped
 */
export async function lookUntilEnded<T>(
  { ended, signal, everyMs }: Looking,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const waking = new AbortController();
  const wake = () => waking.abort();
  ended.then(wake, wake);
  signal?.addEventListener('abort', wake);
  if (signal?.aborted) wake();
  try {
    while (!waking.signal.aborted) {
      const found = await look();
      if (found !== null) return found;
      await sleep(everyMs(), undefined, { signal: waking.signal }).catch(() => undefined);
    }
    return null;
  } finally {
    signal?.removeEventListener('abort', wake);
  }
}
