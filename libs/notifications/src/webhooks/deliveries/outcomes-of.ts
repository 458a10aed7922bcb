import { ENDING_EVENTS, type EventType } from '@reprise/contracts';
import { ACCOUNT_SCHEME, isApprovalEvent } from '../../contract/index.ts';
import { decode } from '@reprise/event-log';
import type { OutcomesOf } from './enqueue.ts';
import type { Subscribed } from './subscribed.ts';
import type { EventRow } from '../events/events.ts';
import { matches } from './matches.ts';

/** Events that a message about a batch includes. */
const OF_BATCH: ReadonlySet<string> = new Set<EventType>([...ENDING_EVENTS, 'qc_measured']);

/**
 * Returns the function that decides about an event: for each subscription whose filter matches, a message now or when
 * the batch has ended. An event that cannot be decoded has no message, and causes a warning.
 * @param bodyOf returns a function that makes the body of a message about an event
 */
export const outcomesOf =
  (
    bodyOf: (event: EventRow) => (url: string) => string | Promise<string>,
    warn: (line: { readonly msg: string }) => void,
  ): OutcomesOf =>
  async (row, subscribed) => {
    const { event, problem } = decode({ ...row, subject: row.stream_subject });
    if (!event) {
      if (subscribed.length > 0)
        warn({ msg: `Event ${String(row.seq)} is passed over, for it cannot be understood: ${problem ?? ''}` });
      return [];
    }
    const { event_id, seq, type: event_type, job_id, sample_name } = row;
    const bodyFor = bodyOf(row);
    const outcomes = [];
    for (const to of subscribed.filter((one) => isFor(row, one))) {
      const isOfBatch = to.one_message_per === 'batch' && row.batch_id !== null && OF_BATCH.has(event_type);
      const message = async () => ({ event_id, seq, event_type, job_id, sample_name, body: await bodyFor(to.url) });
      outcomes.push({ to, outcome: isOfBatch ? ('when_the_batch_ended' as const) : await message() });
    }
    return outcomes;
  };

/** Approvals are not about a job, but a person who chose them for certain jobs wants to hear of them. */
function isFor(row: EventRow, { url, filter }: Subscribed): boolean {
  const isPersonal = url.startsWith(ACCOUNT_SCHEME);
  return matches(row, isPersonal && isApprovalEvent(row.type as EventType) ? {} : filter);
}
