import { setTimeout } from 'node:timers/promises';

/** Maximum rest, in milliseconds. Without it, a stall of the machine would count as work and cause a long rest. */
export const LONGEST_REST_MS = 2_000;

/** Times are in milliseconds. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/**
 * Returns a function that waits long enough to limit the work since the last wait to a share of the time.
 * @param share above 0; at 1 or more there is no rest
 * @param clock default: the clock of this process; its sleep may end early
 */
export function resting(share: number, clock: Clock = realClock()): () => Promise<void> {
  let since = clock.now();
  return async () => {
    const worked = clock.now() - since;
    if (share < 1) await clock.sleep(Math.min(worked * (1 / share - 1), LONGEST_REST_MS));
    since = clock.now();
  };
}

/** @param signal ends a sleep when it aborts */
export const realClock = (signal?: AbortSignal): Clock => ({
  now: () => performance.now(),
  sleep: (ms) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
});
