import type { MessagePer, QuietHours, WebhookFilter } from '../../contract/index.ts';

/** Settings of a subscription that determine its deliveries. */
export interface Subscribed {
  readonly webhook_id: string;
  readonly url: string;
  readonly event_types: readonly string[];
  readonly filter: WebhookFilter;
  readonly one_message_per: MessagePer;
  readonly quiet_hours: QuietHours | null;
}
