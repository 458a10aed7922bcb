import type { Message } from './codec/codec.ts';
import { InvalidEventError } from './errors.ts';
import type { AtomicEntry } from './event-log.ts';
import { covers } from './filters.ts';

/** Maximum number of events in a batch. Source: NATS ADR-50. */
const MAX_BATCH = 1000;

/**
 * Checks a batch before it is sent. The server accepts an expectation on a filter that does not match the event, and
 * then ignores it.
 * @throws InvalidEventError
 */
export function assertExpectations(entries: readonly AtomicEntry[], messages: readonly Message[]): void {
  if (entries.length === 0) throw new InvalidEventError('A batch needs at least one event');
  if (entries.length > MAX_BATCH) throw new InvalidEventError(`A batch holds at most ${String(MAX_BATCH)} events`);
  if (new Set(entries.map(({ event }) => event.id)).size < entries.length) {
    throw new InvalidEventError('Two events of a batch have the same id');
  }
  const filters = new Set<string>();
  entries.forEach(({ expected }, i) => {
    if (!expected) return;
    const subject = messages[i]!.subject;
    if (!covers(expected.filter, subject)) {
      throw new InvalidEventError(`${expected.filter} does not cover ${subject}`);
    }
    if (filters.has(expected.filter)) throw new InvalidEventError(`Two expectations for ${expected.filter}`);
    filters.add(expected.filter);
  });
}
