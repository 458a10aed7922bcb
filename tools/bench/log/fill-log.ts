import type { AnyEvent } from '@reprise/contracts';
import type { AtomicEntry, EventLog } from '@reprise/event-log';

const BATCH = 1000;

/** Appends all events, with many in flight. Returns their number. */
export async function fillLog(log: EventLog, events: Iterable<AnyEvent>): Promise<number> {
  let count = 0;
  let stored: Promise<unknown> = Promise.resolve();
  let batch: AtomicEntry[] = [];
  const append = async () => {
    await stored;
    if (batch.length > 0) stored = log.appendAtomic(batch);
    count += batch.length;
    batch = [];
  };
  for (const event of events) {
    batch.push({ event });
    if (batch.length === BATCH) await append();
  }
  await append();
  await stored;
  return count;
}
