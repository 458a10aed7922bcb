import { inject, Service } from '@angular/core';
import type { WebhookBody, WebhookChangeBody, WebhookDeliveryStatus } from '../contract/index.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

/** Client of the webhook endpoints, which validates event types. Each method rejects with a `ProblemError`. */
@Service()
export class WebhookApi {
  private readonly client = inject(PageApiClient);

  list = () => this.client.get('/api/webhooks');
  changes = (limit: number) => this.client.get('/api/webhooks/changes', { query: { limit } });
  find = (id: string) => this.client.get('/api/webhooks/{id}', { path: { id } });
  create = (body: WebhookBody, key: string) =>
    this.client.post('/api/webhooks', { body, headers: { 'Idempotency-Key': key } });
  edit = (id: string, body: WebhookChangeBody) => this.client.patch('/api/webhooks/{id}', { path: { id }, body });
  remove = (id: string) => this.client.delete('/api/webhooks/{id}', { path: { id } });
  rotate = (id: string) => this.client.post('/api/webhooks/{id}/rotate', { path: { id } });
  enable = (id: string) => this.client.post('/api/webhooks/{id}/enable', { path: { id } });
  disable = (id: string) => this.client.post('/api/webhooks/{id}/disable', { path: { id } });
  test = (id: string) => this.client.post('/api/webhooks/{id}/test', { path: { id } });
  deliveries = (id: string, limit: number, status: WebhookDeliveryStatus | null) =>
    this.client.get('/api/webhooks/{id}/deliveries', { path: { id }, query: { limit, ...(status && { status }) } });
  delivery = (id: string, delivery: string) =>
    this.client.get('/api/webhooks/{id}/deliveries/{delivery}', { path: { id, delivery } });
  replay = (id: string, delivery: string) =>
    this.client.post('/api/webhooks/{id}/deliveries/{delivery}/replay', { path: { id, delivery } });
}
