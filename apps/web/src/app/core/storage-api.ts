import { inject, Service } from '@angular/core';
import { PageApiClient } from './api-client.ts';

/** Client of the HTTP API of the storage. Each method rejects with a `ProblemError`. */
@Service()
export class StorageApi {
  private readonly client = inject(PageApiClient);

  storage = () => this.client.get('/api/storage');
  /** The jobs with most bytes first. */
  jobs = (limit: number) => this.client.get('/api/storage/jobs', { query: { limit } });
  /** Files that the retention rules delete when they run next. */
  retention = (limit: number) => this.client.get('/api/storage/retention/preview', { query: { limit } });
}
