import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { ChangeFeed } from '@reprise/projection';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { CHANGE_FEED } from '../infrastructure/tokens.ts';
import { unavailable } from './problem.ts';

const PATIENCE_MS = 5_000;

/** `?min_seq=`: answers only when the tables hold that sequence, so that a person reads their own write. */
@Injectable()
export class MinSeqInterceptor implements NestInterceptor {
  constructor(@Inject(CHANGE_FEED) private readonly feed: ChangeFeed) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const minSeq = context.getType() === 'http' ? wanted(context.switchToHttp().getRequest<Request>()) : 0;
    if (minSeq > 0 && !(await this.feed.waitFor(minSeq, PATIENCE_MS)))
      throw unavailable(`What you wrote is stored, but not readable yet (${String(minSeq)}). Try again soon.`, 1);
    return next.handle();
  }
}

/** What is no sequence is refused by the query's schema, not here. */
function wanted({ method, query }: Request): number {
  const given = method === 'GET' ? query['min_seq'] : undefined;
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : 0;
}
