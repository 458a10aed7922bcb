import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pathOf } from '../http/middleware/log-requests.ts';
import { ProblemException, sendProblem } from '../http/problem.ts';

const MINUTE_MS = 60_000;
const NO_LIMIT = Number.MAX_SAFE_INTEGER;
/** Number of addresses that are logged separately per minute. The rest is counted together. */
const MAX_ADDRESSES = 1_000;
const MAX_PATH = 200;
const FOR_MONITORING = /^\/(health|metrics)(\/|$)/;

/**
 * Limits unauthenticated requests by address, and logs one line per minute and address instead of one per request.
 * Probes and scrapes have a separate limit and are not logged.
 */
export class AnonymousRequests {
  readonly #storage: ThrottlerStorage;
  readonly #limit: number;
  readonly #logger: Pick<Logger, 'warn'>;
  /** Number of requests in this minute that were not logged, by address. */
  #unlogged = new Map<string, number>();

  /** @param limit requests per minute and address; 0 for no limit */
  constructor(storage: ThrottlerStorage, limit: number, logger: Pick<Logger, 'warn'>) {
    this.#storage = storage;
    this.#limit = limit || NO_LIMIT;
    this.#logger = logger;
    setInterval(() => this.summarize(), MINUTE_MS).unref();
  }

  readonly middleware: RequestHandler = async (request, response, next) => {
    if (request.actor) return next();
    const address = request.ip ?? 'unknown';
    const isMonitoring = FOR_MONITORING.test(request.path);
    if (!isMonitoring) this.#log(request, address);
    const key = `${isMonitoring ? 'monitoring' : 'anonymous'} ${address}`;
    const limit = this.#limit;
    const { isBlocked, timeToBlockExpire } = await this.#storage.increment(
      ...([key, MINUTE_MS, limit, MINUTE_MS, 'anonymous'] as const),
    );
    if (isBlocked) return sendProblem(request, response, tooMany(Math.max(1, timeToBlockExpire)));
    next();
  };

  /** Logs how many requests followed the first one from each address, and starts a new minute. */
  summarize(): void {
    for (const [address, requests] of this.#unlogged)
      if (requests > 0) this.#logger.warn({ address, requests }, 'More requests without a token');
    this.#unlogged = new Map();
  }

  #log({ method, originalUrl }: Request, from: string): void {
    const isKnown = this.#unlogged.has(from);
    const address = isKnown || this.#unlogged.size < MAX_ADDRESSES ? from : 'other addresses';
    const before = this.#unlogged.get(address);
    this.#unlogged.set(address, (before ?? -1) + 1);
    if (before !== undefined) return;
    this.#logger.warn({ address, method, path: pathOf(originalUrl).slice(0, MAX_PATH) }, 'Request without a token');
  }
}

const tooMany = (seconds: number) =>
  new ProblemException(
    429,
    `Too many requests without a token came from your address. Try again in ${String(seconds)} s, or sign in.`,
    { headers: { 'retry-after': String(seconds) } },
  );
