import { setTimeout as delay } from 'node:timers/promises';
import { LogUnavailableError } from './errors.ts';
import type { Head } from './event-log.ts';

const PAUSE_MS = 50;
const TIMEOUT_MS = 5_000;
const HEAD_TIMEOUT_MS = 1_000;

/**
 * Retries the read of an existing event until it succeeds. In a cluster, any replica may answer, and it may lag behind
 * the leader.
 * @throws LogUnavailableError if the event was not found within `timeoutMs`
 */
export async function retryUntilFound<T>(
  event: string,
  ask: () => Promise<T | undefined>,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() + PAUSE_MS > deadline) {
      const why = 'a server of its cluster is behind, or the log has lost it';
      throw new LogUnavailableError(`${event} cannot be read now: ${why}`, 'not_stored');
    }
    await delay(PAUSE_MS);
  }
}

/**
 * Returns the head once it reaches `seq`, or the last head seen at the timeout. A server may deliver an event before
 * the leader counts it.
 */
export async function waitForHead(seq: number, ask: () => Promise<Head>): Promise<Head> {
  const deadline = Date.now() + HEAD_TIMEOUT_MS;
  for (;;) {
    const head = await ask();
    if (head.last_seq >= seq || Date.now() + PAUSE_MS > deadline) return head;
    await delay(PAUSE_MS);
  }
}
