import type { Message } from './codec.ts';
import { InvalidEventError } from './errors.ts';
import type { AtomicEntry } from './event-log.ts';
import { covers } from './filters.ts';

/** Events in one batch; a server takes no more. Source: NATS ADR-50. */
const MAX_BATCH = 1000;

/**
 * Throws InvalidEventError on a batch that could not mean what it says. A server would take an expectation on a filter
 * that has nothing to do with the event, and then guard nothing.
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
