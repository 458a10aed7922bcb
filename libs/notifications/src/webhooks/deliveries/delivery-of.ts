import { decode, derivedId } from '@reprise/event-log';
import type { EventRow, NewDelivery } from './enqueue.ts';
import type { SubscriptionRow } from '../subscriptions/subscriptions.ts';
import { cloudEvent } from './cloud-event.ts';
import { matches } from './matches.ts';

/**
 * Returns the delivery of an event for a subscription, deterministically; null if its filter does not match. An event
 * that cannot be decoded has no delivery, and causes a warning.
 */
export const deliveryOf =
  (webhook_id: string, warn: (line: { readonly msg: string; readonly webhook_id: string }) => void) =>
  (row: EventRow, filter: SubscriptionRow['filter']): NewDelivery | null => {
    const { event, problem } = decode({ ...row, subject: row.stream_subject });
    if (!event) {
      const msg = `Event ${String(row.seq)} is passed over, for it cannot be understood: ${problem ?? ''}`;
      warn({ msg, webhook_id });
      return null;
    }
    if (!matches(row, filter)) return null;
    return { delivery_id: derivedId('delivery', webhook_id, row.event_id), body: cloudEvent(row) };
  };
