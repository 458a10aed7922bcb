import { inject, Service } from '@angular/core';
import { PageApiClient } from './api-client.ts';

/** Client of the HTTP API of the storage. Each method rejects with a `ProblemError`. */
@Service()
export class StorageApi {
  private readonly client = inject(PageApiClient);

  storage = () => this.client.get('/api/storage');
  /** Files of latest runs, or those that reruns left on other storages; the jobs with most bytes first. */
  jobs = (limit: number, left: 'true' | 'false') => this.client.get('/api/storage/jobs', { query: { limit, left } });
  /** Files that the retention rules delete when they run next. */
  retention = (limit: number) => this.client.get('/api/storage/retention/preview', { query: { limit } });
}
