import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient } from '@reprise/api-client';
import { CliError, errorOf, EXIT } from '../cli-error.ts';
import { VERSION } from '../version.ts';
import type { Server } from './choose-server.ts';

/** Delays of retries in milliseconds, unless the server specifies one. */
const RETRY_WAITS = [300, 1000];
const LONGEST_WAIT_MS = 10_000;

export interface OpenOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Further statuses besides 2xx that the caller handles. */
  readonly accepted?: readonly number[];
}

/** A server that is called with a token, or without one in order to sign in. Every error is a `CliError`. */
export class Connection {
  readonly url: string;
  readonly api: ApiClient;
  readonly #signedIn: Readonly<Record<string, string>>;

  constructor({ url, token }: Pick<Server, 'url'> & Partial<Server>) {
    this.url = url;
    this.#signedIn = token === undefined ? {} : { authorization: `Bearer ${token}` };
    this.api = new ApiClient(async ({ method, address, body, headers }) => {
      const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = await this.open(address, {
        method,
        headers: { accept: 'application/json', ...json, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return this.#jsonOf(response);
    });
  }

  /**
   * Sends a request. Retries if that is safe and the server is unavailable.
   * @throws CliError with the problem that the server reports
   */
  async open(address: string, options: OpenOptions = {}): Promise<Response> {
    const { method = 'GET', headers = {}, accepted = [] } = options;
    const mayRepeat =
      ['GET', 'HEAD'].includes(method) || Object.keys(headers).some((name) => name.toLowerCase() === 'idempotency-key');
    for (let tries = 0; ; tries++) {
      const outcome = await this.#send(address, options);
      if (outcome instanceof Response && (outcome.ok || accepted.includes(outcome.status))) return outcome;
      const delay = mayRepeat ? delayOf(outcome, RETRY_WAITS[tries]) : undefined;
      if (delay === undefined) throw outcome instanceof Response ? await this.#problemOf(outcome) : outcome;
      if (outcome instanceof Response) await outcome.body?.cancel();
      await wait(delay, undefined, { ...(options.signal && { signal: options.signal }) });
    }
  }

  async #send(address: string, { accepted: _, ...init }: OpenOptions): Promise<Response | CliError> {
    const headers = { ...this.#signedIn, 'user-agent': `reprise-cli/${VERSION}`, ...init.headers };
    try {
      return await fetch(this.url + address, { ...init, headers, redirect: 'error' });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      return new CliError(
        `${this.url} does not answer: ${reasonOf(error)}.`,
        EXIT.unavailable,
        'Check the address, and whether the server runs.',
      );
    }
  }

  async #jsonOf(response: Response): Promise<unknown> {
    try {
      const text = await response.text();
      return text === '' ? null : (JSON.parse(text) as unknown);
    } catch (error) {
      const why = error instanceof SyntaxError ? 'with something else than JSON' : `only in part: ${reasonOf(error)}`;
      throw new CliError(`${this.url} answered ${why}.`, EXIT.unavailable, 'Check the address, then try again.');
    }
  }

  async #problemOf(response: Response): Promise<CliError> {
    const { status } = response;
    const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
    const detail =
      typeof problem?.detail === 'string' ? problem.detail : `${this.url} answered with HTTP ${String(status)}.`;
    return errorOf({ status, detail }, this.url);
  }
}

/** Milliseconds until the next try; undefined if a retry would not help, or after too many tries. */
function delayOf(outcome: Response | CliError, planned: number | undefined): number | undefined {
  if (planned === undefined || !(outcome instanceof Response)) return planned;
  if (![429, 502, 503, 504].includes(outcome.status)) return undefined;
  const asked = Number(outcome.headers.get('retry-after') ?? 0) * 1000;
  return asked > LONGEST_WAIT_MS ? undefined : Math.max(planned, asked);
}

/** The innermost message of a failed fetch: `connect ECONNREFUSED 127.0.0.1:9`. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  if (cause instanceof AggregateError) return reasonOf({ cause: (cause.errors as unknown[])[0] });
  if (cause instanceof Error) return cause.message || (cause as NodeJS.ErrnoException).code || cause.name;
  return error instanceof Error ? error.message : String(error);
}
