import { inject, Service } from '@angular/core';
import { PageApiClient } from './api-client.ts';

type Reason = { reason?: string };
const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** Client of the commands to queues. Each method rejects with a `ProblemError`. */
@Service()
export class QueueApi {
  private readonly client = inject(PageApiClient);

  create = (body: { name: string } & Reason, key: string) =>
    this.client.post('/api/queues', { body, headers: keyed(key) });
  pause = (name: string, body: Reason, key: string) =>
    this.client.post('/api/queues/{name}/pause', { path: { name }, body, headers: keyed(key) });
  resume = (name: string, body: Reason, key: string) =>
    this.client.post('/api/queues/{name}/resume', { path: { name }, body, headers: keyed(key) });
  remove = (name: string, body: Reason, key: string) =>
    this.client.post('/api/queues/{name}/remove', { path: { name }, body, headers: keyed(key) });
  limit = (name: string, body: { limit: number | null } & Reason, key: string) =>
    this.client.post('/api/queues/{name}/limit', { path: { name }, body, headers: keyed(key) });
  prioritize = (id: string, body: { priority: number | 'front' }, key: string) =>
    this.client.post('/api/jobs/{id}/priority', { path: { id }, body, headers: keyed(key) });
  order = (name: string, body: { order: 'fair' | 'age' } & Reason, key: string) =>
    this.client.post('/api/queues/{name}/order', { path: { name }, body, headers: keyed(key) });
}
