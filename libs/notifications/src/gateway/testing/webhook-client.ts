import type { Page } from '@reprise/contracts';
import type { WebhookDeliveryView, WebhookSecretView, WebhookView } from '../../contract/index.ts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import type { TestGateway } from '@reprise/gateway/testing/test-gateway.ts';

/**
 * @throws Error if the response is not 2xx
 */
export async function ok<T>(answer: Promise<Response>): Promise<T> {
  const response = await answer;
  if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

/** A webhook that is signed, with its secret. */
export type SignedWebhook = WebhookSecretView & { readonly secret: string };

/** Requests of an admin about webhooks to one gateway. Webhooks that it creates send to `url`. */
export function webhookClient(gateway: () => TestGateway, url: () => string) {
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    gateway().fetch(`/api/webhooks${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const list = async () => (await gateway().get<Page<WebhookView>>('/api/webhooks')).items;
  const wish = (part: object = {}) => ({ url: url(), event_types: ['submitted'], ...part });
  const create = (part: object = {}, headers?: Record<string, string>) =>
    ok<SignedWebhook>(ask('POST', '', wish(part), headers));
  const deliveries = async (id: string, query = '') =>
    (await gateway().get<Page<WebhookDeliveryView>>(`/api/webhooks/${id}/deliveries${query}`)).items;
  const delivered = (id: string, count: number) =>
    eventually(`${String(count)} delivered`, async () => {
      const all = await deliveries(id, '?status=delivered');
      return all.length >= count ? all : null;
    });
  return { ask, list, wish, create, deliveries, delivered };
}
