import { setTimeout as delay } from 'node:timers/promises';
import { LogUnavailableError } from '../errors.ts';
import type { Link } from './link.ts';
import { failureOf } from './server-errors.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/**
 * Retries a request with back-off while the server is unreachable or busy. For idempotent requests only.
 * @throws LogUnavailableError if rejected or closed, or after the deadline
 */
export async function retry<T>(link: Link, deadlineMs: number, request: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  let outcome: 'unknown' | 'not_stored' = 'not_stored';
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    await link.settled(deadline - performance.now());
    if (link.connection === 'disconnected') throw new LogUnavailableError('The event log cannot be reached', outcome);
    try {
      return await request();
    } catch (error) {
      const failure = failureOf(error);
      const retryable = failure === 'no_answer' || failure === 'busy';
      if (failure === 'no_answer') outcome = 'unknown';
      if (!retryable && failure !== 'refused' && failure !== 'closed') throw error;
      if (!retryable || performance.now() + pause >= deadline) {
        throw new LogUnavailableError(`The event log did not take it: ${String(error)}`, outcome, { cause: error });
      }
      await delay(pause);
    }
  }
}
