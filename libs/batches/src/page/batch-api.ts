import { inject, Service } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

/** Client of the endpoints for batches. Each method rejects with a `ProblemError`. */
@Service()
export class BatchApi {
  private readonly client = inject(PageApiClient);

  list = (cursor?: string) => this.client.get('/api/batches', { query: { limit: 50, ...(cursor && { cursor }) } });
  show = (id: string) => this.client.get('/api/batches/{id}', { path: { id } });
  files = (id: string) => this.client.get('/api/batches/{id}/files', { path: { id } });
  usage = (id: string) => this.client.get('/api/resources', { query: { batch: id } });
  usual = (id: string) => this.client.get('/api/batches/{id}/usual', { path: { id } });

  /** Reads all jobs of a batch, sorted by sample name. */
  async jobs(id: string): Promise<JobView[]> {
    const jobs: JobView[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await this.client.get('/api/jobs', {
        query: { batch: id, sort: 'sample_name', order: 'asc', limit: 1000, ...(cursor && { cursor }) },
      });
      jobs.push(...page.items);
      cursor = page.next_cursor;
    }
    return jobs;
  }
}
