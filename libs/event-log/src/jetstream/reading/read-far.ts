import { DeliverPolicy } from '@nats-io/jetstream';
import { STREAM } from '@reprise/contracts';
import type { LogEntry } from '../../event-log.ts';
import { consume } from './consume.ts';
import type { FollowSource } from './follow.ts';

/** Fewest events for which a consumer is worth making. */
const FAR = 2000;
const CONSUMED = { maxMessages: 500, maxBatch: 100, lingerMs: 0 } as const;

/** Longest wait for the next event, in milliseconds: of a damaged store the server may not deliver what it counts. */
const STALLED_MS = 5000;

/**
 * Reads every entry from `from` to `to`, or to the end of the log as it is now, through an ordered consumer: a request
 * for a page makes nats-server (2.15) look up each of its events, which takes it five times as long. Reads nothing
 * where there are few, and ends early at the first disturbance or gap; the reader goes on page by page.
 */
export async function* readFar(source: FollowSource, from: number, to: number): AsyncGenerator<LogEntry[]> {
  if (to - from < FAR) return;
  const end = Math.min(to, (await source.head()).last_seq);
  if (end - from < FAR) return;
  const consumer = await source.js.consumers.get(STREAM, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from,
  });
  const stalled = new AbortController();
  const watch = () => setTimeout(() => stalled.abort(), STALLED_MS);
  let timer = watch();
  try {
    let next = from;
    for await (const batch of consume(source.link, consumer, { ...CONSUMED, signal: stalled.signal })) {
      clearTimeout(timer);
      const other = batch.findIndex(({ seq }, i) => seq !== next + i || seq > end);
      const wanted = other === -1 ? batch : batch.slice(0, other);
      next += wanted.length;
      yield wanted.map((message) => source.quarantine.entry(message));
      if (other !== -1 || next > end) return;
      timer = watch();
    }
  } finally {
    clearTimeout(timer);
  }
}
