import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { type BodyOf, type InputOf, type PathWith, urlOf } from '@reprise/api-client';
import type {
  Action,
  HistoryEntry,
  Params,
  PreviewedCommandName,
  PreviewOf,
  SubmitBody,
  TaskView,
} from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';
import { allOf } from './all-of.ts';
import { PageApiClient } from './api-client.ts';
import type { TextQuery } from './text-query.ts';

/** Filters as in the addresses of the pages. The API validates them. */
type Query = Record<string, string | number | readonly string[]>;
type QueryOf<P extends PathWith<'get'>> = NonNullable<InputOf<P, 'get'>['query']>;

export type LogPart = { text: string; nextOffset: number };

const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** Client of the HTTP API: one method per endpoint. Each rejects with a `ProblemError`. */
@Service()
export class Api {
  private readonly client = inject(PageApiClient);
  /** For text responses whose headers are needed. */
  private readonly http = inject(HttpClient);

  jobs = (query: Query) => this.client.get('/api/jobs', { query: query as QueryOf<'/api/jobs'> });
  summary = (query: Query = {}) =>
    this.client.get('/api/jobs/summary', { query: query as QueryOf<'/api/jobs/summary'> });
  /** The jobs that match now, oldest first. */
  jobIds = (filter: TextQuery<'/api/jobs/ids'>) =>
    this.client.get('/api/jobs/ids', { query: filter as QueryOf<'/api/jobs/ids'> });
  /**
   * With `minSeq`, waits until the projection has that sequence, so that the response includes a command that was just
   * accepted.
   */
  job = (id: string, minSeq?: number) =>
    this.client.get('/api/jobs/{id}', { path: { id }, query: minSeq ? { min_seq: String(minSeq) } : {} });
  attempts = (id: string) => this.client.get('/api/jobs/{id}/attempts', { path: { id } });
  /** Reads the job as of the event with that sequence. Includes the tasks of all attempts. */
  jobAsOf = (id: string, seq: number) =>
    this.client.get('/api/jobs/{id}', { path: { id }, query: { as_of: String(seq) } });
  attemptsAsOf = (id: string, seq: number) =>
    this.client.get('/api/jobs/{id}/attempts', { path: { id }, query: { as_of: String(seq) } });
  tasksAsOf = (id: string, seq: number) =>
    this.client.get('/api/jobs/{id}/tasks', { path: { id }, query: { as_of: String(seq) } });
  pipelines = () => this.client.get('/api/pipelines');
  /** Returns the installed pipeline with that name; undefined if there is none. */
  pipeline = async (name: string) => (await this.client.get('/api/pipelines', { query: { name } })).items[0];
  queues = () => this.client.get('/api/queues');
  runners = () => this.client.get('/api/runners');
  projection = () => this.client.get('/api/projection');
  inputs = (path?: string) => this.client.get('/api/inputs', { query: path ? { path } : {} });

  history = (id: string): Promise<HistoryEntry[]> =>
    allOf((page) => this.client.get('/api/jobs/{id}/history', { path: { id }, query: page }));
  /** Reads the latest entries of a job except for its task events, the newest first. */
  latestHistory = async (id: string): Promise<HistoryEntry[]> =>
    (await this.client.get('/api/audit', { query: { job_id: id, limit: 20 } })).items;
  tasks = (id: string, attempt: number): Promise<TaskView[]> =>
    allOf((page) => this.client.get('/api/jobs/{id}/tasks', { path: { id }, query: { ...page, attempt } }));

  /** Reads the preview of a command for a job. */
  commandPreview = <N extends PreviewedCommandName>(id: string, name: N, query: Query = {}): Promise<PreviewOf<N>> => {
    // The previews in the catalogue have different queries, which the API validates.
    const path = `/api/jobs/{id}/${name}/preview` as '/api/jobs/{id}/clean/preview';
    return this.client.get(path, { path: { id }, query: query as QueryOf<typeof path> }) as Promise<PreviewOf<N>>;
  };
  /** Previews a restart from a step, or a resume. */
  preview = (id: string, body: BodyOf<'/api/jobs/{id}/preview'>) =>
    this.client.post('/api/jobs/{id}/preview', { path: { id }, body });
  executors = (id: string) => this.client.get('/api/jobs/{id}/executors', { path: { id } });
  usage = (id: string) => this.client.get('/api/jobs/{id}/usage', { path: { id } });
  files = (id: string, attempt: number) =>
    this.client.get('/api/jobs/{id}/files', { path: { id }, query: { attempt } });
  reports = (id: string, attempt: number) =>
    this.client.get('/api/jobs/{id}/files', { path: { id }, query: { attempt, reports: '1' } });

  /** Reads a part of an attempt's text file, starting at `offset` (bytes). A negative offset counts from the end. */
  async log(id: string, attempt: number, file: string, offset: number): Promise<LogPart> {
    const answer = await firstValueFrom(
      this.http.get(urlOf('/api/jobs/{id}/log', { path: { id } }), {
        params: { attempt, file, offset },
        responseType: 'text',
        observe: 'response',
      }),
    );
    return { text: answer.body ?? '', nextOffset: Number(answer.headers.get('next-offset') ?? offset) };
  }

  /** Checks the parameters of a submission before it is sent. */
  check = (body: BodyOf<'/api/jobs/check'>) => this.client.post('/api/jobs/check', { body });
  submit = (body: SubmitBody, key: string) => this.client.post('/api/jobs', { body, headers: keyed(key) });
  command = (id: string, action: Action, body: { reason?: string; params?: Params }, key: string) =>
    // The commands in the catalogue have different bodies, which the API validates.
    this.client.post(`/api/jobs/{id}/${action}` as '/api/jobs/{id}/rerun', { path: { id }, body, headers: keyed(key) });
}
