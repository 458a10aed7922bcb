import type { EventType } from '@reprise/contracts';
import { ACCOUNT_SCHEME, isApprovalEvent } from '../../contract/index.ts';
import { decode, derivedId } from '@reprise/event-log';
import type { EventRow, NewDelivery, Subscribed } from './enqueue.ts';
import { matches } from './matches.ts';

/**
 * Returns the delivery of an event for a subscription, under an id that follows from both; null if its filter does not
 * match. An event that cannot be decoded has no delivery, and causes a warning.
 */
export const deliveryOf =
  (
    webhook_id: string,
    bodyOf: (url: string, event: EventRow) => string | Promise<string>,
    warn: (line: { readonly msg: string; readonly webhook_id: string }) => void,
  ) =>
  async (row: EventRow, { url, filter }: Subscribed): Promise<NewDelivery | null> => {
    const { event, problem } = decode({ ...row, subject: row.stream_subject });
    if (!event) {
      const msg = `Event ${String(row.seq)} is passed over, for it cannot be understood: ${problem ?? ''}`;
      warn({ msg, webhook_id });
      return null;
    }
    // Approvals are not about a job, but a person who chose them for certain jobs wants to hear of them.
    const isPersonal = url.startsWith(ACCOUNT_SCHEME);
    if (!matches(row, isPersonal && isApprovalEvent(row.type as EventType) ? {} : filter)) return null;
    return { delivery_id: derivedId('delivery', webhook_id, row.event_id), body: await bodyOf(url, row) };
  };
