import { request as overHttp, STATUS_CODES, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Tried } from './schedule.ts';
import { TargetError, type Target, type Targets } from './target.ts';

/** Source: Standard Webhooks 1.0.0, "Request timeouts": 15 to 30 s. Includes name resolution and connecting. */
const TIMEOUT_MS = 15_000;
/** Maximum number of recorded bytes of the response body, which is enough for an error message. */
const MOST_BODY = 4096;

export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendOptions {
  /** When aborted, the request is cancelled. */
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

/**
 * Posts once to a checked address, without following redirects. All failures are part of the result.
 * @throws the reason of `signal` if that aborts
 */
export async function send(
  targets: Targets,
  outgoing: OutgoingRequest,
  now: Date,
  options: SendOptions,
): Promise<Tried> {
  const { signal, timeoutMs = TIMEOUT_MS } = options;
  const started = performance.now();
  const timeout = AbortSignal.timeout(timeoutMs);
  const ended = (
    response_status: number | null,
    error: string | null,
    response_body = '',
    retry_after_ms = 0,
  ): Tried => ({
    at: now.toISOString(),
    url: outgoing.url,
    duration_ms: Math.round(performance.now() - started),
    response_status,
    error,
    response_body,
    retry_after_ms,
  });
  try {
    const ends = AbortSignal.any([signal, timeout]);
    const target = await until(targets.find(outgoing.url), ends);
    const response = await post(target, outgoing, ends);
    const { statusCode: status = 0, headers } = response;
    const body = await beginningOf(response);
    return ended(status, complaint(status), body, retryAfter(headers['retry-after'], now));
  } catch (error) {
    if (signal.aborted) throw error;
    if (timeout.aborted) return ended(null, `It did not answer within ${String(timeoutMs / 1000)} s.`);
    return ended(null, wordsOf(error));
  }
}

function post(
  { url, addresses }: Target,
  { headers, body }: OutgoingRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  // The name is not resolved again, because it could resolve to a different address now.
  const lookup: LookupFunction = (_, { all }, callback) => {
    if (all)
      callback(
        null,
        addresses.map((one) => ({ ...one })),
      );
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
  const bytes = Buffer.from(body);
  const all = { ...headers, 'content-length': String(bytes.length), 'user-agent': 'Reprise', connection: 'close' };
  const options: RequestOptions = { method: 'POST', headers: all, lookup, signal, agent: false };
  const request = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end(bytes);
  });
}

/** Reads the beginning of the body, only as much as is recorded. The status counts even if the body is cut off. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= MOST_BODY) break;
    }
  } catch {
    // The status is already known.
  }
  response.destroy();
  // Postgres keeps no NUL in JSON.
  return Buffer.concat(parts).subarray(0, MOST_BODY).toString().replaceAll('\0', '');
}

function complaint(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  const answer = `It answered ${String(status)} ${STATUS_CODES[status] ?? ''}`.trim();
  return status >= 300 && status < 400 ? `${answer}; redirects are not followed.` : `${answer}.`;
}

/** Returns milliseconds; 0 if there is no valid value. Source: RFC 9110, 10.2.3: seconds or a date. */
function retryAfter(value: string | undefined, now: Date): number {
  if (value === undefined) return 0;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return ms > 0 ? ms : 0;
}

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: the connection was refused.',
  ECONNRESET: 'The connection was closed before there was an answer.',
  EHOSTUNREACH: 'The machine cannot be reached.',
  ENETUNREACH: 'The network cannot be reached.',
};

function wordsOf(error: unknown): string {
  const { code = '', message } = error as { code?: string; message: string };
  if (error instanceof TargetError) return `The address is not allowed: ${message}`;
  return SENTENCES[code] ?? `The request failed: ${message || code}.`;
}

/** @throws the reason of `signal` as soon as that aborts */
const until = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      const stop = () => reject(signal.reason as Error);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
    }),
  ]);
