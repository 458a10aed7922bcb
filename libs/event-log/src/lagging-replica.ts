import { setTimeout as delay } from 'node:timers/promises';
import { LogUnavailableError } from './errors.ts';
import type { Head } from './event-log.ts';

const PAUSE_MS = 50;
const PATIENCE_MS = 5_000;
const HEAD_PATIENCE_MS = 1_000;

/**
 * Asks again for an event that the log has, as its head tells, until it is there: on a cluster the leader tells the head,
 * but any server answers a read, also one that is a little behind.
 * @throws LogUnavailableError it was not there in `patienceMs`
 */
export async function untilThere<T>(
  event: string,
  ask: () => Promise<T | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() + PAUSE_MS > deadline) {
      const why = 'a server of its cluster is behind, or the log has lost it';
      throw new LogUnavailableError(`${event} was read before and cannot be read now: ${why}`, 'not_stored');
    }
    await delay(PAUSE_MS);
  }
}

/** The head, asked again while it ends before `seq`: a server may give an event before the leader counts it. */
export async function headReaching(seq: number, ask: () => Promise<Head>): Promise<Head> {
  const deadline = Date.now() + HEAD_PATIENCE_MS;
  for (;;) {
    const head = await ask();
    if (head.last_seq >= seq || Date.now() + PAUSE_MS > deadline) return head;
    await delay(PAUSE_MS);
  }
}
