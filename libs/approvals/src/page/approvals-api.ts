import { inject, Service } from '@angular/core';
import type { InputOf } from '@reprise/api-client';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

export type ApprovalVerdict = 'approve' | 'reject' | 'withdraw';
type Query = NonNullable<InputOf<'/api/approvals', 'get'>['query']>;

/** Client of the endpoints of commands that wait for a second person. Each method rejects with a `ProblemError`. */
@Service()
export class ApprovalsApi {
  private readonly client = inject(PageApiClient);

  list = (query: { limit?: number; status?: string } = {}) =>
    this.client.get('/api/approvals', { query: query as Query });
  decide = (id: string, verdict: ApprovalVerdict, reason: string) =>
    this.client.post(`/api/approvals/{id}/${verdict}`, { path: { id }, body: reason ? { reason } : {} });
}
