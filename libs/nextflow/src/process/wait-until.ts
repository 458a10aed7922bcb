import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until `condition` holds (true) or the time is over (false). Checks once more at the deadline, where a timer would
 * report a time-out though a stalled machine has caught up. Rejects when `signal` aborts.
 */
export async function waitUntil(
  condition: () => boolean,
  { withinMs = Infinity, everyMs = 10, signal }: { withinMs?: number; everyMs?: number; signal?: AbortSignal } = {},
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    signal?.throwIfAborted();
    if (condition()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(everyMs, undefined, { signal });
  }
}
