import { setTimeout as sleep } from 'node:timers/promises';
import { inspectAttempt } from './inspect-attempt.ts';
import type { Ended, Inspection } from './spec.ts';

/** Waits for the end of a launched attempt, own or adopted. Rejects when `signal` aborts the waiting. */
export async function waitForEnd(
  attemptDir: string,
  { signal, everyMs = 200 }: { signal?: AbortSignal; everyMs?: number } = {},
): Promise<Ended> {
  for (;;) {
    signal?.throwIfAborted();
    const found = inspectAttempt(attemptDir);
    if (hasEnded(found)) return found;
    await sleep(everyMs, undefined, { signal });
  }
}

const hasEnded = (found: Inspection): found is Ended => found.status !== 'gated' && found.status !== 'running';
