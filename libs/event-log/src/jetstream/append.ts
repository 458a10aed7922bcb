import { encode } from '../codec/codec.ts';
import { ConflictError, InvalidEventError, LogUnavailableError } from '../errors.ts';
import type { AppendedBatch, AtomicEntry } from '../event-log.ts';
import { assertExpectations } from '../expectations.ts';
import { retryUntilFound } from '../lagging-replica.ts';
import type { Link } from './link.ts';
import { retry } from './retry.ts';
import { publish, type OutgoingMessage } from './publish.ts';
import { readFilter, type PageSource } from './reading/read.ts';
import { actualLastSeq, failureOf } from './server-errors.ts';

export interface Timeouts {
  /** Timeout of one request, in milliseconds. */
  readonly requestMs: number;
  /** Time for an append or a read, including retries. Must be below the server's duplicate window. */
  readonly deadlineMs: number;
}

/**
 * Publishes until the outcome is known. For a repeated message, the server checks the expectation before the id. A
 * conflict therefore counts only if the event is not in the log.
 */
export async function append(
  link: Link,
  pages: PageSource,
  { requestMs, deadlineMs }: Timeouts,
  entries: readonly AtomicEntry[],
): Promise<AppendedBatch> {
  const outgoing = entries.map(({ event, expected }) => ({
    ...encode(event),
    id: event.id,
    ...(expected && { expected }),
  }));
  assertExpectations(entries, outgoing);
  return retry(link, deadlineMs, async () => {
    try {
      const { seq, duplicate = false } = await publish(link, outgoing, requestMs);
      return { seqs: outgoing.map((_, i) => seq - (outgoing.length - 1) + i), duplicate };
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== 'conflict' && failure !== 'repeated_id') throw error;
      const stored = await (
        failure === 'conflict'
          ? findStored(
              pages,
              outgoing.filter(({ expected }) => expected),
              actualLastSeq(error),
            )
          : findStored(pages, outgoing.slice(0, 1), isBehind(link, pages) ? Infinity : 0)
      ).catch(asUnknown);
      if (stored) {
        const first = stored.seq - outgoing.findIndex(({ id }) => id === stored.id);
        return { seqs: outgoing.map((_, i) => first + i), duplicate: true };
      }
      throw failure === 'conflict'
        ? new ConflictError(`${expectations(entries)}: others were appended since`)
        : new InvalidEventError('An id of this batch is that of an older event');
    }
  });
}

/** Whether pages may come from a server that lacks recent events. */
const isBehind = ({ isClustered }: Link, { leaderLastSeq }: PageSource) => isClustered && !leaderLastSeq;

type Identified = OutgoingMessage & { readonly id: string };

/**
 * Finds one of these messages in the log, which is enough, because batches are contiguous. Messages stored under an
 * expectation come after the expected sequence. Retries while the servers that answer lack the message `last`, which
 * matches one of the expected filters.
 * @param last sequence of that message; Infinity if one of the messages is known to be stored
 * @returns null if none is stored
 * @throws LogUnavailableError if no server that answers has the message
 */
function findStored(
  pages: PageSource,
  messages: readonly Identified[],
  last: number,
): Promise<{ readonly id: string; readonly seq: number } | null> {
  return retryUntilFound('An event that was just stored', async () => {
    let isCurrent = last <= (messages[0]?.expected?.seq ?? 0);
    for (const { subject, id, expected } of messages) {
      const { filter, seq } = expected ?? { filter: subject, seq: 0 };
      for await (const page of readFilter(pages, filter, seq + 1, Infinity)) {
        const stored = page.find(({ envelope }) => envelope?.id === id);
        if (stored) return { id, seq: stored.seq };
        isCurrent ||= page.some((entry) => entry.seq === last);
      }
    }
    return isCurrent ? null : undefined;
  });
}

/** An event that could not be looked up may be stored. */
function asUnknown(error: unknown): never {
  throw error instanceof LogUnavailableError
    ? new LogUnavailableError(error.message, 'unknown', { cause: error })
    : error;
}

const expectations = (entries: readonly AtomicEntry[]): string =>
  entries.flatMap(({ expected }) => (expected ? [`${expected.filter} at ${String(expected.seq)}`] : [])).join(', ');
