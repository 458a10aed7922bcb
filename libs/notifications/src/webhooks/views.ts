import type { WebhookDeliveryDetail, WebhookDeliveryView, WebhookView } from '../contract/index.ts';
import type { DeliveryRow } from './deliveries/deliveries.ts';
import type { SubscriptionRow } from './subscriptions/subscriptions.ts';
import type { ChannelLookup } from './sending/channel.ts';

/** Returns a subscription as in the API: without its secrets. */
export function webhookView(row: SubscriptionRow): WebhookView {
  const { secrets, request_id: _, stream_created: __, last_success_at: ___, ...view } = row;
  const status = row.disabled_at ? 'disabled' : row.failing_since ? 'failing' : 'active';
  const untils = secrets.flatMap(({ until }) => until ?? []).sort();
  return { ...view, event_types: [...row.event_types], status, old_secret_until: untils.at(-1) ?? null };
}

export function deliveryView(row: DeliveryRow): WebhookDeliveryView {
  const { body: _, history, ...view } = row;
  const last = history.at(-1);
  if (!last) return { ...view, last_try: null };
  const { url: __, response_body: ___, ...last_try } = last;
  return { ...view, last_try };
}

/**
 * Returns a delivery with its request and responses. Omits the signature and the timestamp, because they differ for
 * every try.
 */
export const deliveryDetail = (
  row: DeliveryRow,
  { url }: SubscriptionRow,
  channels: ChannelLookup,
): WebhookDeliveryDetail => {
  const target = row.history.at(-1)?.url ?? url;
  return { ...deliveryView(row), request: channels.of(url).request(target, row), history: [...row.history] };
};
