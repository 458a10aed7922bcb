import { setTimeout as sleep } from 'node:timers/promises';

/** A longer pause between two looks was the machine's, and is not counted. */
const MOST_LATE_MS = 250;

/**
 * Polls until `condition` holds (true) or the time is over (false). Time in which the machine stalls does not count: what is
 * waited for stood still too. Rejects when `signal` aborts.
 */
export async function waitUntil(
  condition: () => boolean,
  { withinMs = Infinity, everyMs = 10, signal }: { withinMs?: number; everyMs?: number; signal?: AbortSignal } = {},
): Promise<boolean> {
  for (let left = withinMs; ;) {
    signal?.throwIfAborted();
    if (condition()) return true;
    if (left <= 0) return false;
    const began = performance.now();
    await sleep(everyMs, undefined, { signal });
    left -= Math.min(performance.now() - began, everyMs + MOST_LATE_MS);
  }
}
