import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request } from 'express';
import type { GatewaySettings } from '../settings.ts';
import { ProblemException } from './problem.ts';

const MINUTE_MS = 60_000;
const READS = new Set(['GET', 'HEAD']);

const kindOf = (context: ExecutionContext) =>
  READS.has(context.switchToHttp().getRequest<Request>().method) ? 'read' : 'command';

/**
 * Counts commands and reads separately, each over all routes, by client address. Without a limit, nothing is counted,
 * because the library scans all requests of the last minute every time.
 */
export const rateLimits = ({ rateLimit, commandRateLimit }: GatewaySettings): ThrottlerModuleOptions => {
  const limitOf = (context: ExecutionContext) => (kindOf(context) === 'command' ? commandRateLimit : rateLimit);
  return {
    throttlers: [
      {
        ttl: MINUTE_MS,
        setHeaders: false,
        skipIf: (context) => limitOf(context) === 0,
        limit: limitOf,
        generateKey: (context, tracker) => `${kindOf(context)} ${tracker}`,
      },
    ],
  };
};

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  override canActivate(context: ExecutionContext): Promise<boolean> {
    return context.getType() === 'http' ? super.canActivate(context) : Promise.resolve(true);
  }

  protected override throwThrottlingException(_: ExecutionContext, { timeToBlockExpire }: ThrottlerLimitDetail) {
    const seconds = Math.max(1, timeToBlockExpire);
    return Promise.reject(
      new ProblemException(429, `Too many requests. Try again in ${String(seconds)} s.`, {
        headers: { 'retry-after': String(seconds) },
      }),
    );
  }
}
