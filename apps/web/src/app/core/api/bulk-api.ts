import { inject, Service } from '@angular/core';
import type { BodyOf, InputOf } from '@reprise/api-client';
import type { BulkBody } from '@reprise/bulk/contract';
import { PageApiClient } from './api-client.ts';
import type { TextQuery } from './text-query.ts';

/** Filter of the list, as its address has it. */
type Filter = TextQuery<'/api/jobs/ids'>;
type IdsQuery = InputOf<'/api/jobs/ids', 'get'>['query'];
export type BulkRequest = Pick<BulkBody, 'command' | 'job_ids'> & {
  filter?: Filter;
  body: object;
};

/** Client of the endpoints for commands to many jobs. Each method rejects with a `ProblemError`. */
@Service()
export class BulkApi {
  private readonly client = inject(PageApiClient);

  /** The jobs that match now, oldest first. */
  ids = (filter: Filter) => this.client.get('/api/jobs/ids', { query: filter as IdsQuery });
  start = (request: BulkRequest, key: string) =>
    this.client.post('/api/jobs/bulk', {
      body: request as BodyOf<'/api/jobs/bulk'>,
      headers: { 'Idempotency-Key': key },
    });
  /** Counts what a clean would delete. */
  cleanPreviews = (body: BodyOf<'/api/jobs/bulk/clean/preview'>) =>
    this.client.post('/api/jobs/bulk/clean/preview', { body });
  show = (id: string) => this.client.get('/api/jobs/bulk/{id}', { path: { id } });
  results = (id: string, cursor?: string) =>
    this.client.get('/api/jobs/bulk/{id}/results', { path: { id }, query: { limit: 200, ...(cursor && { cursor }) } });
}
