import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { BulkBody, BulkResult, BulkView, Page } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

export type BulkRequest = Pick<BulkBody, 'command' | 'job_ids' | 'expected_count'> & {
  filter?: Record<string, string>;
  body: object;
};

/** Client of the endpoints for commands to many jobs. Each method rejects with a `ProblemError`. */
@Service()
export class BulkApi {
  private readonly http = inject(HttpClient);

  start = (request: BulkRequest, key: string) =>
    firstValueFrom(this.http.post<BulkView>('/api/jobs/bulk', request, { headers: { 'Idempotency-Key': key } }));
  show = (id: string) => firstValueFrom(this.http.get<BulkView>(`/api/jobs/bulk/${id}`));
  results = (id: string, cursor?: string) =>
    firstValueFrom(
      this.http.get<Page<BulkResult>>(`/api/jobs/bulk/${id}/results`, {
        params: { limit: 200, ...(cursor && { cursor }) },
      }),
    );
}
