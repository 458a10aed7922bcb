import { encode } from '../codec/codec.ts';
import { ConflictError, InvalidEventError } from '../errors.ts';
import type { AppendedBatch, AtomicEntry } from '../event-log.ts';
import { assertExpectations } from '../expectations.ts';
import type { Link } from './link.ts';
import { retry } from './retry.ts';
import { publish, type OutgoingMessage } from './publish.ts';
import { readFilter, type PageSource } from './reading/read.ts';
import { failureOf } from './server-errors.ts';

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
      const first = await findStored(pages, outgoing, failure === 'conflict');
      if (first !== undefined) return { seqs: outgoing.map((_, i) => first + i), duplicate: true };
      throw failure === 'conflict'
        ? new ConflictError(`${expectations(entries)}: others were appended since`)
        : new InvalidEventError('An id of this batch is that of an older event');
    }
  });
}

/**
 * Returns the sequence of the batch's first event if it is in the log. Events stored under an expectation come after
 * it, and batches are contiguous, so one event that is found is enough.
 */
async function findStored(
  pages: PageSource,
  batch: readonly (OutgoingMessage & { id: string })[],
  conflict: boolean,
): Promise<number | undefined> {
  const index = conflict ? batch.findIndex(({ expected }) => expected) : 0;
  const { subject, id, expected } = batch[Math.max(index, 0)]!;
  const from = conflict ? (expected?.seq ?? 0) + 1 : 1;
  for await (const page of readFilter(pages, subject, from, Infinity)) {
    const stored = page.find(({ envelope }) => envelope?.id === id);
    if (stored) return stored.seq - Math.max(index, 0);
  }
  return undefined;
}

const expectations = (entries: readonly AtomicEntry[]): string =>
  entries.flatMap(({ expected }) => (expected ? [`${expected.filter} at ${String(expected.seq)}`] : [])).join(', ');
