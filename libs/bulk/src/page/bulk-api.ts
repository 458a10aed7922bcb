import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import type { BulkBody } from '../contract/index.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import type { CommandToMany } from '@reprise/web/shared/wings/offered-bulk.ts';

export type BulkRequest = Pick<BulkBody, 'command'> & CommandToMany['target'] & { readonly body: object };

/** Client of the endpoints for commands for many jobs. Each method rejects with a `ProblemError`. */
@Service()
export class BulkApi {
  private readonly client = inject(PageApiClient);

  start = (request: BulkRequest, key: string) =>
    this.client.post('/api/jobs/bulk', {
      body: request as BodyOf<'/api/jobs/bulk'>,
      headers: { 'Idempotency-Key': key },
    });
  /** Counts the files that a clean would delete. */
  cleanPreviews = (body: BodyOf<'/api/jobs/bulk/clean/preview'>) =>
    this.client.post('/api/jobs/bulk/clean/preview', { body });
  show = (id: string) => this.client.get('/api/jobs/bulk/{id}', { path: { id } });
  results = (id: string, cursor?: string) =>
    this.client.get('/api/jobs/bulk/{id}/results', { path: { id }, query: { limit: 200, ...(cursor && { cursor }) } });
}
