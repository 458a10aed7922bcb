import { setTimeout as delay } from 'node:timers/promises';
import { DeliverPolicy, type JetStreamClient } from '@nats-io/jetstream';
import { STREAM } from '@reprise/contracts';
import type { StoredMessage } from '../../codec/codec.ts';
import { LogUnavailableError, StreamChangedError } from '../../errors.ts';
import { EVERYTHING, type FollowOptions, type Head, type LogEntry } from '../../event-log.ts';
import type { Quarantine } from '../../quarantine.ts';
import { assertSameEvent, assertSameLog, idOf } from '../../checkpoint.ts';
import { waitForHead } from '../../lagging-replica.ts';
import { consume } from './consume.ts';
import type { Link } from '../link.ts';
import { failureOf } from '../server-errors.ts';

const PAUSE_MS = 250;
const RECONNECT_WAIT_MS = 60_000;

export interface FollowSource {
  readonly link: Link;
  readonly js: JetStreamClient;
  readonly quarantine: Quarantine;
  /** Requests the head, without retry. */
  readonly head: () => Promise<Head>;
  /** Requests the entry at a sequence, if it matches the filter, without retry. */
  readonly entry: (seq: number, filter: string) => Promise<LogEntry | undefined>;
  /** Whether the login may read only certain filters, one per request. */
  readonly isFiltered: boolean;
}

/**
 * Follows with an ordered consumer. After any disturbance (a lost connection, a deleted consumer) the consumer is
 * dropped, the stream is compared with the one that was followed before, and a new consumer starts after the last
 * yielded event.
 */
export async function* follow(
  { link, js, head, entry, quarantine, isFiltered }: FollowSource,
  filters: readonly string[],
  { from, created: known, signal, maxBatch = 1000, lingerMs = 0 }: FollowOptions,
): AsyncGenerator<LogEntry[]> {
  const [only, ...others] = filters;
  const isChecked = isFiltered && others.length === 0;
  let next = from;
  let created = known;
  let last: StoredMessage | undefined;
  while (!signal?.aborted && link.connection !== 'closed') {
    await link.settled(RECONNECT_WAIT_MS, signal);
    if (link.connection !== 'connected') continue;
    try {
      const consumer = await js.consumers.get(STREAM, {
        deliver_policy: DeliverPolicy.StartSequence,
        opt_start_seq: Math.max(next, 1),
        // As a string, the filter becomes part of the request's subject, where the server checks it.
        filter_subjects: isChecked ? only! : [...filters],
      });
      // Checked after the consumer was created: if the log is the same before and after, the consumer reads that log.
      const now = await waitForHead(next - 1, head);
      assertSameLog(now, next, created);
      created = now.created;
      const entryAt = (seq: number) => entry(seq, isChecked ? only! : EVERYTHING);
      if (last) await assertSameEvent(now, { seq: last.seq, event_id: idOf(last.headers) }, entryAt);
      const options = { maxMessages: 1000, maxBatch, lingerMs, signal };
      for await (const batch of consume(link, consumer, options)) {
        if (signal?.aborted) return;
        last = batch.at(-1)!;
        next = last.seq + 1;
        yield batch.map((message) => quarantine.entry(message));
      }
    } catch (error) {
      throwUnlessRetryable(error);
    }
    if (!signal?.aborted) await delay(PAUSE_MS);
  }
}

/** Returns if a retry may succeed; throws otherwise. */
function throwUnlessRetryable(error: unknown): void {
  switch (failureOf(error)) {
    case 'no_answer':
    case 'busy':
    case 'closed':
      return;
    case 'no_stream':
      throw new StreamChangedError('The log does not exist any more', { cause: error });
    case 'refused':
      throw new LogUnavailableError(`The event log cannot be followed: ${String(error)}`, 'not_stored', {
        cause: error,
      });
    default:
      throw error;
  }
}
