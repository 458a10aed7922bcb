import type { SubscriptionRow } from '../subscriptions/subscriptions.ts';
import type { Tried } from './schedule.ts';

/** A message about an event, as its delivery stores it. */
export interface Message {
  readonly delivery_id: string;
  readonly body: string;
}

/**
 * Sends a message to a subscription, once. A failure is part of the result, which determines retries.
 * @throws the reason of `stop` if that aborts
 */
export type Channel = (subscription: SubscriptionRow, message: Message, stop: AbortSignal) => Promise<Tried>;
