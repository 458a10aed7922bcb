import { encode } from '../codec.ts';
import { ConflictError, InvalidEventError } from '../errors.ts';
import type { AppendedBatch, AtomicEntry } from '../event-log.ts';
import { assertExpectations } from '../expectations.ts';
import type { Link } from './link.ts';
import { persist } from './persist.ts';
import { publish, type Outgoing } from './publish.ts';
import { readFilter, type ReadPage } from './read.ts';
import { failureOf } from './server-errors.ts';

export interface Patience {
  /** How long one request may take before it is sent again, in milliseconds. */
  readonly requestMs: number;
  /** How long an append or a read is tried altogether. Below the time during which the server knows an id. */
  readonly deadlineMs: number;
}

/**
 * Publishes until it is known what became of it. A server that gets a message again refuses it by its stale expectation
 * before it looks at its id, so a conflict is one only when the event is not found in the log.
 */
export async function append(
  link: Link,
  readPage: ReadPage,
  { requestMs, deadlineMs }: Patience,
  entries: readonly AtomicEntry[],
): Promise<AppendedBatch> {
  const outgoing = entries.map(({ event, expected }) => ({
    ...encode(event),
    id: event.id,
    ...(expected && { expected }),
  }));
  assertExpectations(entries, outgoing);
  return persist(link, deadlineMs, async () => {
    try {
      const { seq, duplicate = false } = await publish(link, outgoing, requestMs);
      return { seqs: outgoing.map((_, i) => seq - (outgoing.length - 1) + i), duplicate };
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== 'conflict' && failure !== 'repeated_id') throw error;
      const first = await storedBefore(readPage, outgoing, failure === 'conflict');
      if (first !== undefined) return { seqs: outgoing.map((_, i) => first + i), duplicate: true };
      throw failure === 'conflict'
        ? new ConflictError(`${expectations(entries)}: others were appended since`)
        : new InvalidEventError('An id of this batch is that of an older event');
    }
  });
}

/**
 * Sequence of the batch's first event where the batch is in the log. What was stored under an expectation lies after
 * it, and a batch lies together, so that one of its events is enough to find all.
 */
async function storedBefore(
  readPage: ReadPage,
  batch: readonly (Outgoing & { id: string })[],
  conflict: boolean,
): Promise<number | undefined> {
  const index = conflict ? batch.findIndex(({ expected }) => expected) : 0;
  const { subject, id, expected } = batch[Math.max(index, 0)]!;
  const from = conflict ? (expected?.seq ?? 0) + 1 : 1;
  for await (const { envelope, seq } of readFilter(readPage, subject, from, Infinity)) {
    if (envelope?.id === id) return seq - Math.max(index, 0);
  }
  return undefined;
}

const expectations = (entries: readonly AtomicEntry[]): string =>
  entries.flatMap(({ expected }) => (expected ? [`${expected.filter} at ${String(expected.seq)}`] : [])).join(', ');
