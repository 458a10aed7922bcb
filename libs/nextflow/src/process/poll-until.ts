import { setTimeout as sleep } from 'node:timers/promises';

/** Maximum counted duration of a check and the pause after it. The excess is attributed to a stalled machine. */
const MOST_LATE_MS = 250;

/**
 * Polls until `condition` holds (returns true) or the time is up (returns false). Time during which the machine stalls
 * does not count, because the awaited work stalls too. Rejects when `signal` aborts.
 * @param everyMs of the options: the pause after each check, in milliseconds, or a function that returns it
 */
export async function pollUntil(
  condition: () => boolean,
  {
    withinMs = Infinity,
    everyMs = 10,
    signal,
  }: { withinMs?: number; everyMs?: number | (() => number); signal?: AbortSignal } = {},
): Promise<boolean> {
  for (let left = withinMs; ;) {
    const began = performance.now();
    signal?.throwIfAborted();
    if (condition()) return true;
    if (left <= 0) return false;
    const pauseMs = typeof everyMs === 'number' ? everyMs : everyMs();
    await sleep(pauseMs, undefined, { signal });
    left -= Math.min(performance.now() - began, pauseMs + MOST_LATE_MS);
  }
}
