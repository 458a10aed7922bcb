import { inject, Service } from '@angular/core';
import type { Schemas } from '@reprise/api-client';
import type { BulkBody } from '@reprise/contracts';
import { PageApiClient } from './api-client.ts';

export type BulkRequest = Pick<BulkBody, 'command' | 'job_ids' | 'expected_count'> & {
  filter?: Record<string, string>;
  body: object;
};

/** Client of the endpoints for commands to many jobs. Each method rejects with a `ProblemError`. */
@Service()
export class BulkApi {
  private readonly client = inject(PageApiClient);

  start = (request: BulkRequest, key: string) =>
    this.client.post('/api/jobs/bulk', { body: request as Schemas['BulkBody'], headers: { 'Idempotency-Key': key } });
  show = (id: string) => this.client.get('/api/jobs/bulk/{id}', { path: { id } });
  results = (id: string, cursor?: string) =>
    this.client.get('/api/jobs/bulk/{id}/results', { path: { id }, query: { limit: 200, ...(cursor && { cursor }) } });
}
