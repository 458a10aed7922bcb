import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Request } from 'express';
import { ProblemException } from '../http/problem.ts';

const MINUTE_MS = 60_000;
const MAX_PER_MINUTE = 30;

/**
 * Counts wrong tokens by address. Requests with the right token are never refused, because the wrong ones may come from
 * other people behind the same proxy.
 */
export class WrongTokens {
  constructor(private readonly storage: ThrottlerStorage) {}

  /** Counts a wrong token. Returns the response: `problem`, or the time to retry if the limit is exceeded. */
  async answer({ ip }: Request, problem: ProblemException): Promise<ProblemException> {
    const [key, limit] = [`token ${String(ip)}`, MAX_PER_MINUTE];
    const { isBlocked, timeToBlockExpire } = await this.storage.increment(key, MINUTE_MS, limit, MINUTE_MS, 'token');
    return isBlocked ? tooMany(timeToBlockExpire) : problem;
  }
}

const tooMany = (seconds: number) =>
  new ProblemException(
    429,
    `Too many wrong tokens came from your address. Try again in ${String(seconds)} s, or open the link that Reprise printed at its start.`,
    { headers: { 'retry-after': String(seconds) } },
  );
