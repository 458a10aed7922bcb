import { setTimeout as delay } from 'node:timers/promises';
import { LogUnavailableError } from '../errors.ts';
import type { Link } from './link.ts';
import { failureOf } from './server-errors.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/**
 * Asks again, at growing intervals, while the server is away or busy. Only for what may be asked twice.
 * @throws LogUnavailableError refused, closed, or nothing came of it before the deadline
 */
export async function persist<T>(link: Link, deadlineMs: number, request: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  let outcome: 'unknown' | 'not_stored' = 'not_stored';
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    await link.settled(deadline - Date.now());
    if (link.connection === 'disconnected') throw new LogUnavailableError('The event log cannot be reached', outcome);
    try {
      return await request();
    } catch (error) {
      const failure = failureOf(error);
      const mendable = failure === 'no_answer' || failure === 'busy';
      if (failure === 'no_answer') outcome = 'unknown';
      if (!mendable && failure !== 'refused' && failure !== 'closed') throw error;
      if (!mendable || Date.now() + pause >= deadline) {
        throw new LogUnavailableError(`The event log did not take it: ${String(error)}`, outcome, { cause: error });
      }
      await delay(pause);
    }
  }
}
