import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AuditEntry, Page, SessionView, SetAsideEntry, VerificationView } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

type AuditFilters = Record<string, string>;

/** Client of the audit endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class AuditApi {
  private readonly http = inject(HttpClient);

  entries = (query: AuditFilters & { cursor?: string }) => this.get<Page<AuditEntry>>('/api/audit', query);
  actors = () => this.get<{ items: string[] }>('/api/audit/actors');
  setAside = (cursor?: string) =>
    this.get<Page<SetAsideEntry>>('/api/audit/set-aside', { limit: '20', ...(cursor && { cursor }) });
  session = () => this.get<SessionView>('/api/session');
  verification = () => this.get<VerificationView>('/api/audit/verify');
  verify = () => firstValueFrom(this.http.post<VerificationView>('/api/audit/verify', null));

  /** Reads every entry of one job except its task events, in the order of the log. */
  ofJob = async (jobId: string, minSeq: number): Promise<AuditEntry[]> => {
    const entries: AuditEntry[] = [];
    let cursor: string | null = null;
    do {
      const query = { job_id: jobId, order: 'asc', limit: '1000', min_seq: String(minSeq), ...(cursor && { cursor }) };
      const page: Page<AuditEntry> = await this.entries(query);
      entries.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return entries;
  };

  private get<T>(url: string, params: Record<string, string> = {}): Promise<T> {
    return firstValueFrom(this.http.get<T>(url, { params }));
  }
}

/** Address from which a browser downloads the data of an event that was set aside. */
export const setAsideUrl = (seq: number): string => `/api/audit/set-aside/${seq}`;

/** Address from which a browser downloads the entries that match the filters. */
export const exportUrl = (filters: AuditFilters, format: 'csv' | 'ndjson'): string =>
  `/api/audit/export?${new URLSearchParams({ ...filters, format })}`;
