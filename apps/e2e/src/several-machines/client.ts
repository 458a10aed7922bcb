import { randomUUID } from 'node:crypto';
import type { CommandAccepted, JobView, Page, SheetSubmitted } from '@reprise/contracts';
import type { UploadPage, UploadView } from '@reprise/samples/contract';
import { waitUntil } from '@reprise/testing';

const TIMEOUT_MS = 30_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A client that knows several gateways, and sends each request to the next one. */
export class ClientOfAny {
  readonly #urls: readonly string[];
  readonly #token: string;
  #turn = 0;
  /** Commands that were accepted, in the order of their answers. */
  readonly accepted: CommandAccepted[] = [];

  constructor(urls: readonly string[], token: string) {
    this.#urls = urls;
    this.#token = token;
  }

  submit = (sample_name: string, key = randomUUID()): Promise<CommandAccepted> =>
    this.#command('/api/jobs', { pipeline: 'brief', sample_name, params: {} }, key);

  limitQueue = (limit: number): Promise<CommandAccepted> =>
    this.#command('/api/queues/default/limit', { limit }, randomUUID());

  /** Cancels a job. Returns null if it has ended. */
  async cancel(jobId: string, reason: string): Promise<CommandAccepted | null> {
    const { status, body } = await this.#post(`/api/jobs/${jobId}/cancel`, { reason }, randomUUID());
    if (status === 400) return null;
    return this.#taken(status, body);
  }

  async submitSheet(text: string, key: string): Promise<SheetSubmitted> {
    const { status, body } = await this.#post('/api/jobs/sheet', { pipeline: 'brief', text }, key);
    if (status !== 202) throw new Error(`The samplesheet: ${String(status)} ${JSON.stringify(body)}`);
    return body as SheetSubmitted;
  }

  /**
   * Sends a file in parts, each to the next gateway. After a failure, continues from the position that the gateways
   * report.
   */
  async upload(name: string, bytes: Buffer, partSize: number): Promise<string> {
    const tus = { 'tus-resumable': '1.0.0' };
    const filename = `filename ${Buffer.from(name).toString('base64')}`;
    const about = { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': filename };
    const created = await this.#answered('/api/uploads', { method: 'POST', headers: about });
    if (created.status !== 201) throw new Error(`The upload: ${String(created.status)}`);
    const path = `/api/uploads/${created.headers.get('location')!.split('/').at(-1)!}`;
    for (let offset = 0; offset < bytes.length;) {
      const part = { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
      await this.#tried(path, {
        method: 'PATCH',
        headers: part,
        body: new Uint8Array(bytes.subarray(offset, offset + partSize)),
      });
      const now = await this.#answered(path, { method: 'HEAD', headers: tus });
      offset = Number(now.headers.get('upload-offset'));
    }
    return path.split('/').at(-1)!;
  }

  uploads = async (): Promise<readonly UploadView[]> =>
    ((await this.#answered('/api/uploads?limit=100', {})).body as UploadPage).items;

  jobs = async (): Promise<readonly JobView[]> =>
    ((await this.#answered('/api/jobs?limit=500', {})).body as Page<JobView>).items;

  async #command(path: string, command: object, key: string): Promise<CommandAccepted> {
    const { status, body } = await this.#post(path, command, key);
    return this.#taken(status, body);
  }

  #taken(status: number, body: unknown): CommandAccepted {
    if (status !== 202) throw new Error(`A command was refused: ${String(status)} ${JSON.stringify(body)}`);
    this.accepted.push(body as CommandAccepted);
    return body as CommandAccepted;
  }

  #post = (path: string, body: object, key: string): Promise<Answer> =>
    this.#answered(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });

  /** Sends a request to one gateway after another until one gives a response other than that it cannot answer now. */
  #answered = (path: string, init: RequestInit): Promise<Answer> =>
    waitUntil(() => this.#tried(path, init), { every: 100, what: `${init.method ?? 'GET'} ${path} is answered` });

  /** Sends a request to the next gateway. Returns undefined if that one is down, or cannot answer now. */
  async #tried(path: string, init: RequestInit): Promise<Answer | undefined> {
    this.#turn = (this.#turn + 1) % this.#urls.length;
    try {
      const response = await fetch(`${this.#urls[this.#turn]!}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${this.#token}`, ...(init.headers as Record<string, string>) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      if (response.status === 503) return undefined;
      return {
        status: response.status,
        headers: response.headers,
        body: text.startsWith('{') ? JSON.parse(text) : text,
      };
    } catch {
      return undefined;
    }
  }
}
