import { cloudEvent, CONTENT_TYPE, testEvent } from '../deliveries/cloud-event.ts';
import { signatures, type SecretBox } from '../subscriptions/secrets.ts';
import type { SubscriptionRow } from '../subscriptions/subscriptions.ts';
import type { Channel, ChannelParts, Message } from './channel.ts';
import { notSent } from './not-sent.ts';
import { send } from './send.ts';

/** Returns the channel that posts to the URL of a subscription, signed with its secrets. */
export const webhookChannel = ({ targets, box, now, timeoutMs }: ChannelParts): Channel => ({
  schemes: ['https:', 'http:'],
  isSigned: true,
  isForPeople: false,
  check: async (url) => void (await targets.find(url)),
  body: cloudEvent,
  canSend: () => true,
  testBody: testEvent,
  request: (url, { delivery_id, body }) => ({
    url,
    headers: { 'content-type': CONTENT_TYPE, 'webhook-id': delivery_id },
    body,
  }),
  send: async (subscription, message, signal) => {
    const at = now();
    let headers;
    try {
      headers = signedHeaders(box, subscription, message, at);
    } catch {
      return notSent(subscription.url, at, 'Its secret cannot be read with the key of this gateway: rotate it.');
    }
    const outgoing = { url: subscription.url, headers, body: message.body };
    return send(targets, outgoing, new Date(at), { signal, timeoutMs });
  },
});

/** Returns the headers of a delivery's request. `at` in milliseconds. */
export function signedHeaders(
  box: SecretBox,
  { webhook_id, secrets }: Pick<SubscriptionRow, 'webhook_id' | 'secrets'>,
  { delivery_id, body }: Message,
  at: number,
): Record<string, string> {
  const timestamp = Math.floor(at / 1000);
  const valid = secrets
    .filter(({ until }) => until === null || Date.parse(until) > at)
    .map(({ sealed }) => box.open(sealed, webhook_id));
  return {
    'content-type': CONTENT_TYPE,
    'webhook-id': delivery_id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures(valid, delivery_id, timestamp, body),
  };
}
