import { HttpClient, type HttpParams } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  Action,
  AttemptView,
  CheckBody,
  ClassificationView,
  ClassifyBody,
  CommandAccepted,
  FilePage,
  HistoryEntry,
  InputListing,
  JobsSummary,
  CleanPreview,
  JobUsage,
  JobView,
  Page,
  Params,
  ParamsCheck,
  PipelineList,
  PreviewBody,
  ProjectorView,
  RunnerView,
  RunPreview,
  SubmitBody,
  TaskView,
  VariantDetail,
  VariantPage,
  VariantView,
} from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

type Query = Record<string, string | number | readonly string[]>;

/** The classified variants of a table, as the export gives them. */
export type VariantExport = {
  notice: string;
  job_id: string;
  sample_name: string;
  attempt: number;
  table: { path: string; sha256: string | null };
  reference: { path: string; sha256: string | null } | null;
  variants: (VariantView & { classification: Omit<ClassificationView, 'is_current' | 'is_outdated'> })[];
};

export type LogPart = { text: string; nextOffset: number };

/** Client of the HTTP API: one method per endpoint. Each rejects with a `ProblemError`. */
@Service()
export class Api {
  private readonly http = inject(HttpClient);

  jobs = (query: Query) => this.get<Page<JobView>>('/api/jobs', query);
  summary = (query: Query = {}) => this.get<JobsSummary>('/api/jobs/summary', query);
  /** With `minSeq`, waits until the projection has that sequence, so that a command just accepted is in the answer. */
  job = (id: string, minSeq?: number) => this.get<JobView>(`/api/jobs/${id}`, minSeq ? { min_seq: minSeq } : {});
  attempts = (id: string) => this.get<Page<AttemptView>>(`/api/jobs/${id}/attempts`);
  /** The job as it was after the event of that sequence. Tasks are those of all attempts. */
  jobAsOf = (id: string, seq: number) => this.get<JobView>(`/api/jobs/${id}`, { as_of: seq });
  attemptsAsOf = (id: string, seq: number) => this.get<Page<AttemptView>>(`/api/jobs/${id}/attempts`, { as_of: seq });
  tasksAsOf = (id: string, seq: number) => this.get<Page<TaskView>>(`/api/jobs/${id}/tasks`, { as_of: seq });
  pipelines = () => this.get<PipelineList>('/api/pipelines');
  runners = () => this.get<{ items: RunnerView[] }>('/api/runners');
  projection = () => this.get<ProjectorView>('/api/projection');
  inputs = (path?: string) => this.get<InputListing>('/api/inputs', path ? { path } : {});

  history = (id: string) => this.all<HistoryEntry>(`/api/jobs/${id}/history`, {});
  tasks = (id: string, attempt: number) => this.all<TaskView>(`/api/jobs/${id}/tasks`, { attempt });

  cleanPreview = (id: string, what: string) => this.get<CleanPreview>(`/api/jobs/${id}/clean/preview`, { what });
  /** Previews a restart from a step, or a resume. */
  preview = (id: string, body: PreviewBody) =>
    firstValueFrom(this.http.post<RunPreview>(`/api/jobs/${id}/preview`, body));
  usage = (id: string) => this.get<JobUsage>(`/api/jobs/${id}/usage`);
  files = (id: string, attempt: number) => this.get<FilePage>(`/api/jobs/${id}/files`, { attempt });

  variants = (id: string, query: Query) => this.get<VariantPage>(`/api/jobs/${id}/variants`, query);
  variant = (id: string, variant: string, table: { file: string; attempt: number }) =>
    this.get<VariantDetail>(`/api/jobs/${id}/variants/${encodeURIComponent(variant)}`, table);

  /** Reads a part of an attempt's text file from `offset` (bytes) on; a negative offset counts from the end. */
  async log(id: string, attempt: number, file: string, offset: number): Promise<LogPart> {
    const answer = await firstValueFrom(
      this.http.get(`/api/jobs/${id}/log`, {
        params: { attempt, file, offset },
        responseType: 'text',
        observe: 'response',
      }),
    );
    return { text: answer.body ?? '', nextOffset: Number(answer.headers.get('next-offset') ?? offset) };
  }

  /** Checks the parameters of a submission that is not made yet. */
  check = (body: CheckBody) => firstValueFrom(this.http.post<ParamsCheck>('/api/jobs/check', body));
  submit = (body: SubmitBody, key: string) => this.post('/api/jobs', body, key);
  command = (id: string, action: Action, body: { reason?: string; params?: Params }, key: string) =>
    this.post(`/api/jobs/${id}/${action}`, body, key);

  /** The variants of a job that pass the filters, with their classifications; `class: any` leaves out those without one. */
  exportedVariants = (id: string, query: Query & { class: string }) =>
    this.get<VariantExport>(`/api/jobs/${id}/variants.json`, query);
  classify = (id: string, body: ClassifyBody, key: string) => this.post(`/api/jobs/${id}/classify`, body, key);

  private get<T>(url: string, params: Query | HttpParams = {}): Promise<T> {
    return firstValueFrom(this.http.get<T>(url, { params }));
  }

  private post(url: string, body: unknown, key: string): Promise<CommandAccepted> {
    return firstValueFrom(this.http.post<CommandAccepted>(url, body, { headers: { 'Idempotency-Key': key } }));
  }

  /** Reads every page of a list. */
  private async all<T>(url: string, query: Query): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<T> = await this.get<Page<T>>(url, { ...query, limit: 1000, ...(cursor ? { cursor } : {}) });
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return items;
  }
}
