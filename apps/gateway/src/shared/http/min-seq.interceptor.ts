import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Sequence } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { ChangeFeed } from '@reprise/read-model';
import type { Request } from 'express';
import { catchError, type Observable } from 'rxjs';
import { OwnWrites } from '../servers/own-writes.ts';
import { CHANGE_FEED, EVENT_LOG } from '../servers/tokens.ts';
import { ProblemException, unavailable, wrongFields } from './problem.ts';

/** Maximum wait for a sequence that the client requests. */
const TIMEOUT_MS = 5_000;
/** Maximum wait for the client's own writes. Afterwards, the current tables are returned. */
const OWN_WRITE_MS = 1_000;

/**
 * Delays a read until the tables contain its sender's writes: up to `?min_seq=` or, if that is missing, up to the last
 * sequence that this gateway appended for the job or, for a list, for the user who reads it.
 */
@Injectable()
export class MinSeqInterceptor implements NestInterceptor {
  constructor(
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly writes: OwnWrites,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.getType() === 'http' ? context.switchToHttp().getRequest<Request>() : undefined;
    if (request?.method !== 'GET') return next.handle();
    const asked = minSeqOf(request);
    if (asked !== undefined) {
      if (!(await this.feed.waitFor(asked, TIMEOUT_MS))) throw await this.notReadable(asked);
      return next.handle();
    }
    const own = this.ownWrite(request);
    if (await this.feed.waitFor(own, OWN_WRITE_MS)) return next.handle();
    return next.handle().pipe(catchError((error: unknown) => throwUnlessUnknown(error, own)));
  }

  /** Requests for health and metrics have no sender. A stream starts immediately, because it will send later writes. */
  private ownWrite({ actor, params, path }: Request): number {
    if (!path.startsWith('/api/') || path.endsWith('/stream')) return 0;
    const jobId = path.startsWith('/api/jobs/') ? params['id'] : undefined;
    return this.writes.lastOf({ actor, jobId: typeof jobId === 'string' ? jobId.toLowerCase() : undefined });
  }

  private async notReadable(minSeq: number) {
    const head = await this.log.head().catch(() => null);
    return head && minSeq > head.last_seq
      ? wrongFields([{ field: 'min_seq', message: `the log ends at ${String(head.last_seq)}` }])
      : notReadableYet(minSeq);
  }
}

/** A job that was submitted but is not in the tables yet does not count as unknown. */
function throwUnlessUnknown(error: unknown, own: number): never {
  throw error instanceof ProblemException && error.getStatus() === 404 ? notReadableYet(own) : error;
}

const notReadableYet = (seq: number): ProblemException =>
  unavailable(`What happened up to event ${String(seq)} cannot be read yet. Try again soon.`, 1);

/** Ignores values that are not sequences, because the query's schema rejects them. */
const minSeqOf = ({ query }: Request): number | undefined => Sequence.safeParse(query['min_seq']).data;
