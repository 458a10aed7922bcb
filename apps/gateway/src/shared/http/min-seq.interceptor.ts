import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Sequence } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { ChangeFeed } from '@reprise/read-model';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { CHANGE_FEED, EVENT_LOG } from '../servers/tokens.ts';
import { unavailable, wrongFields } from './problem.ts';

const TIMEOUT_MS = 5_000;

/** `?min_seq=`: answers only when the tables hold that sequence, so that a person reads their own write. */
@Injectable()
export class MinSeqInterceptor implements NestInterceptor {
  constructor(
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const minSeq = context.getType() === 'http' ? wanted(context.switchToHttp().getRequest<Request>()) : 0;
    if (!(await this.feed.waitFor(minSeq, TIMEOUT_MS))) throw await this.notReadable(minSeq);
    return next.handle();
  }

  private async notReadable(minSeq: number) {
    const head = await this.log.head().catch(() => null);
    return head && minSeq > head.last_seq
      ? wrongFields([{ field: 'min_seq', message: `the log ends at ${String(head.last_seq)}` }])
      : unavailable(`What happened up to event ${String(minSeq)} cannot be read yet. Try again soon.`, 1);
  }
}

/** Ignores values that are not sequences: the query's schema refuses them. */
const wanted = ({ method, query }: Request): number =>
  method === 'GET' ? (Sequence.safeParse(query['min_seq']).data ?? 0) : 0;
