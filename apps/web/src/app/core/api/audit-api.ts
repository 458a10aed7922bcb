import { inject, Service } from '@angular/core';
import { urlOf, type InputOf } from '@reprise/api-client';
import type { AuditEntry, Page } from '@reprise/contracts';
import { PageApiClient } from './api-client.ts';
import type { TextQuery } from './text-query.ts';

/** Filters as in the address of the page. The API validates them. */
export type AuditFilters = TextQuery<'/api/audit' | '/api/audit/export'>;
type Query = NonNullable<InputOf<'/api/audit', 'get'>['query']>;

/** Client of the audit endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class AuditApi {
  private readonly client = inject(PageApiClient);

  entries = (query: TextQuery<'/api/audit'>) => this.client.get('/api/audit', { query: query as Query });
  actors = () => this.client.get('/api/audit/actors');
  quarantined = (cursor?: string) =>
    this.client.get('/api/audit/set-aside', { query: { limit: 20, ...(cursor && { cursor }) } });
  session = () => this.client.get('/api/session');
  verification = () => this.client.get('/api/audit/verify');
  verify = () => this.client.post('/api/audit/verify');

  /** Reads every entry of one job except for its task events, in the order of the log. */
  ofJob = async (jobId: string, minSeq: number): Promise<AuditEntry[]> => {
    const entries: AuditEntry[] = [];
    let cursor: string | null = null;
    do {
      const query: Query = {
        job_id: jobId,
        order: 'asc',
        limit: 1000,
        min_seq: String(minSeq),
        ...(cursor && { cursor }),
      };
      const page: Page<AuditEntry> = await this.client.get('/api/audit', { query });
      entries.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return entries;
  };
}

/** Address from which a browser downloads the data of a quarantined event. */
export const quarantinedUrl = (seq: number): string =>
  urlOf('/api/audit/set-aside/{seq}', { path: { seq: String(seq) } });

/** Address from which a browser downloads the entries that match the filters. */
export const exportUrl = (filters: AuditFilters, format: 'csv' | 'ndjson'): string =>
  urlOf('/api/audit/export', {
    query: { ...filters, format } as NonNullable<InputOf<'/api/audit/export', 'get'>['query']>,
  });
