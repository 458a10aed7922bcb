import { inject, Service } from '@angular/core';
import { PageApiClient } from './api-client.ts';

/** Rules to try; if absent, the configured rules. */
export type TriedRules = { work_dir_days?: number; results_days?: number; min_free_bytes?: number };

/** Client of the HTTP API of the storage. Each method rejects with a `ProblemError`. */
@Service()
export class StorageApi {
  private readonly client = inject(PageApiClient);

  storage = () => this.client.get('/api/storage');
  /** Files of latest runs, or files that reruns left on other storage; the jobs with the most bytes first. */
  jobs = (limit: number, left: 'true' | 'false') => this.client.get('/api/storage/jobs', { query: { limit, left } });
  /** Files that the retention rules delete on their next run. */
  retention = (limit: number, rules: TriedRules = {}) =>
    this.client.get('/api/storage/retention/preview', { query: { limit, ...rules } });
}
