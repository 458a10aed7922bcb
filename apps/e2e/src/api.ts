import { randomUUID } from 'node:crypto';
import type {
  Action,
  AttemptView,
  AuditEntry,
  CheckBody,
  CommandAccepted,
  ExecutorListings,
  FileView,
  HistoryEntry,
  JobView,
  Page,
  ParamsCheck,
  QueueView,
  RunPreview,
  Problem,
  RunnerView,
  SubmitBody,
  TaskView,
  CleanPreview,
  CleanTarget,
} from '@reprise/contracts';
import type { WebhookBody, WebhookDeliveryView, WebhookSecretView } from '@reprise/notifications/contract';
import type { JobResources } from '@reprise/provenance/contract';
import { waitUntil } from '@reprise/testing';

/** A 503 response: a dependency of the gateway is temporarily unavailable. */
class Unavailable extends Error {}

/** Client of the HTTP API, with the admin's token. */
export class Api {
  /** Changes when Reprise is restarted on another port. */
  url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  submit = (body: SubmitBody) => this.#accepted('/api/jobs', body);
  command = (jobId: string, action: Action, body: object = {}) => this.#accepted(`/api/jobs/${jobId}/${action}`, body);

  /** The response to a command, whether it is accepted or refused. */
  async answer(jobId: string, action: Action, body: object = {}): Promise<CommandAccepted | Problem> {
    const response = await this.#send(`/api/jobs/${jobId}/${action}`, body);
    return (await response.json()) as CommandAccepted | Problem;
  }

  /** The response to a command that must be refused. @throws Error if it was accepted */
  async refusal(jobId: string, action: Action): Promise<Problem> {
    const answer = await this.answer(jobId, action);
    if ('seq' in answer) throw new Error(`${action} was accepted: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The job as of an event or later. Retries while the projection or a dependency of the gateway is unavailable. */
  job(jobId: string, minSeq = 0): Promise<JobView> {
    // Without a sequence, the gateway waits for its own previous writes.
    return this.#patiently(`/api/jobs/${jobId}${minSeq ? `?min_seq=${String(minSeq)}` : ''}`);
  }

  /** Jobs of the first page, newest first. */
  jobs = () => this.#get<Page<JobView>>('/api/jobs?limit=200').then(({ items }) => items);
  tasks = (jobId: string) => this.#all<TaskView>(`/api/jobs/${jobId}/tasks`);
  resources = (jobId: string) => this.#get<JobResources>(`/api/jobs/${jobId}/resources`);
  executors = (jobId: string) => this.#get<ExecutorListings>(`/api/jobs/${jobId}/executors`);
  history = (jobId: string) => this.#all<HistoryEntry>(`/api/jobs/${jobId}/history`);
  attempts = (jobId: string) => this.#all<AttemptView>(`/api/jobs/${jobId}/attempts`);
  runners = () => this.#all<RunnerView>('/api/runners');
  queues = () => this.#all<QueueView>('/api/queues');
  /** Entries of the audit trail that match the query. */
  audit = (query: Record<string, string>) =>
    this.#get<Page<AuditEntry>>(`/api/audit?${String(new URLSearchParams(query))}`).then(({ items }) => items);
  files = (jobId: string) => this.#all<FileView>(`/api/jobs/${jobId}/files`);

  /** Sets how many jobs of a queue may run at once; null: limited only by the slots. */
  limitQueue = (name: string, limit: number | null) => this.#accepted(`/api/queues/${name}/limit`, { limit });

  createQueue = (name: string) => this.#accepted('/api/queues', { name });
  pauseQueue = (name: string) => this.#accepted(`/api/queues/${name}/pause`, {});
  resumeQueue = (name: string) => this.#accepted(`/api/queues/${name}/resume`, {});

  /** Creates a webhook, and returns its id. */
  async addWebhook(body: WebhookBody): Promise<string> {
    const response = await this.#fetch('/api/webhooks', body);
    if (response.status !== 201) throw new Error(`POST /api/webhooks: ${String(response.status)}`);
    return ((await response.json()) as WebhookSecretView).webhook.webhook_id;
  }

  /** Deliveries of a webhook, newest first. */
  deliveries = (webhookId: string) => this.#all<WebhookDeliveryView>(`/api/webhooks/${webhookId}/deliveries`);

  async #accepted(path: string, body: object): Promise<CommandAccepted> {
    const response = await this.#send(path, body);
    if (response.status !== 202) throw new Error(`POST ${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as CommandAccepted;
  }

  /** Sends a command, retrying while a dependency of the gateway is unavailable. Its key makes it idempotent. */
  #send(path: string, body: object): Promise<Response> {
    const headers = { 'idempotency-key': randomUUID() };
    const look = async () => {
      const response = await this.#fetch(path, body, headers);
      return response.status !== 503 && response;
    };
    return waitUntil(look, { every: 500, what: `POST ${path} is not answered with 503` });
  }

  /** Checks a submission without submitting it. */
  async check(body: CheckBody): Promise<ParamsCheck> {
    const response = await this.#fetch('/api/jobs/check', body);
    if (!response.ok) throw new Error(`POST /api/jobs/check: ${String(response.status)}`);
    return (await response.json()) as ParamsCheck;
  }

  /** Returns the first check with a warning, because a gateway learns about a runner and its answers a moment later. */
  untilWarned(body: CheckBody): Promise<ParamsCheck> {
    const look = async () => {
      const checked = await this.check(body);
      return checked.warnings.length > 0 && checked;
    };
    return waitUntil(look, { every: 500, what: 'the check has a warning' });
  }

  /** Previews a resume. */
  async preview(jobId: string): Promise<RunPreview> {
    const response = await this.#fetch(`/api/jobs/${jobId}/preview`, {});
    if (!response.ok) throw new Error(`POST /api/jobs/${jobId}/preview: ${String(response.status)}`);
    return (await response.json()) as RunPreview;
  }

  cleanPreview(jobId: string, what: CleanTarget): Promise<CleanPreview> {
    return this.#patiently<CleanPreview>(`/api/jobs/${jobId}/clean/preview?what=${what}`);
  }

  async #get<T>(path: string): Promise<T> {
    const response = await this.#fetch(path);
    if (!response.ok) {
      const Refused = response.status === 503 ? Unavailable : Error;
      throw new Refused(`GET ${path}: ${String(response.status)} ${await response.text()}`);
    }
    return (await response.json()) as T;
  }

  #patiently<T>(path: string): Promise<T> {
    const look = () =>
      this.#get<T>(path).catch((error: unknown) => {
        if (!(error instanceof Unavailable)) throw error;
        return undefined;
      });
    return waitUntil<T>(look, { every: 200, what: `GET ${path} is not answered with 503` });
  }

  async #all<T>(path: string): Promise<T[]> {
    const { items, next_cursor } = await this.#patiently<Page<T>>(`${path}?limit=1000`);
    if (next_cursor !== null) throw new Error(`GET ${path}: more than one page`);
    return items;
  }

  #fetch(path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(60_000),
    });
  }
}
