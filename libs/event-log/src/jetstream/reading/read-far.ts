import { DeliverPolicy } from '@nats-io/jetstream';
import { STREAM } from '@reprise/contracts';
import type { LogEntry } from '../../event-log.ts';
import { consume } from './consume.ts';
import type { FollowSource } from './follow.ts';

/** Minimum number of events for which a consumer is worthwhile. */
const FAR = 2000;
const CONSUMED = { maxMessages: 500, maxBatch: 100, lingerMs: 0 } as const;

/**
 * Maximum wait for the next event, in milliseconds. A server with a damaged store may deliver fewer events than it
 * counts.
 */
const STALLED_MS = 5000;

/**
 * Reads every entry from `from` to `to`, or to the current end, through an ordered consumer. This is five times faster
 * than pages, because nats-server (2.15) looks up each event of a page. Reads nothing if there are few events, and ends
 * early at the first disturbance or gap. The reader then continues page by page.
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
