import { Controller, Headers, Inject, Logger, Req, type MessageEvent } from '@nestjs/common';
import { Sequence } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { streamRoutes } from '@reprise/contracts/routes';
import type { ChangeFeed, ReadModel } from '@reprise/read-model';
import type { Request } from 'express';
import { Gauge, Registry } from 'prom-client';
import { catchError, EMPTY, finalize, interval, map, merge, takeUntil, type Observable } from 'rxjs';
import { Identities } from '../../shared/auth/identities.ts';
import { BrowserSessions } from '../../shared/auth/session/browser-sessions.ts';
import { Serve } from '../../shared/http/serve.ts';
import { wrongFields } from '../../shared/http/problem.ts';
import { Closing } from '../../shared/servers/closing.ts';
import { CHANGE_FEED, READ_MODEL, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { allJobs, oneJob } from './catch-up.ts';
import { jobStream } from './job-stream.ts';
import { OpenStreams } from './open-streams.ts';
import { liveUpdates, readUpdate, type Update } from './live-updates.ts';

const HEARTBEAT_MS = 15_000;

@Controller()
export class JobStreamController {
  private readonly logger = new Logger('Stream');
  private readonly updates: Observable<Update>;
  private readonly listeners: Gauge;
  private readonly open: OpenStreams;

  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(SETTINGS) { streamsPerPerson }: Pick<GatewaySettings, 'streamsPerPerson'>,
    private readonly sessions: BrowserSessions,
    private readonly identities: Identities,
    private readonly closing: Closing,
    registry: Registry,
  ) {
    this.open = new OpenStreams(streamsPerPerson);
    this.listeners = new Gauge({
      name: 'reprise_stream_listeners',
      help: 'Open streams of changes',
      registers: [registry],
    });
    this.updates = liveUpdates(feed.changes, readUpdate(readModel));
  }

  @Serve(streamRoutes.followJobs)
  stream(
    { query }: Parsed<typeof streamRoutes.followJobs>,
    @Req() request: Request,
    @Headers('last-event-id') lastEventId?: string,
  ): Observable<MessageEvent> {
    const jobId = query.job_id ?? null;
    const after = sequenceOf(lastEventId ?? query.last_event_id);
    const catchUp = jobId === null ? allJobs(this.readModel) : oneJob(this.readModel, jobId);
    const messages = jobStream({ after, jobId }, this.updates, () => this.feed.position(), catchUp);
    const heartbeats = interval(HEARTBEAT_MS).pipe(map((): MessageEvent => ({ comment: 'alive' })));
    // A user's tokens count together with the user's browsers.
    const close = this.open.add(request.principal?.userId ?? request.actor);
    this.listeners.inc();
    return merge(messages, heartbeats).pipe(
      finalize(() => (this.listeners.dec(), close())),
      takeUntil(merge(this.closing.begun, this.endOf(request))),
      catchError((error: unknown) => this.end(error)),
    );
  }

  /** Streams end with the session or token that opened them. */
  private endOf(request: Request): Observable<unknown> {
    return request.session ? this.sessions.endOf(request.session) : this.identities.endOf(request);
  }

  /** The client reconnects with the last id that it received, and then gets the missed events. */
  private end(error: unknown): Observable<never> {
    this.logger.warn(`A stream ended: ${String(error)}`);
    return EMPTY;
  }
}

function sequenceOf(id: string | undefined): number | null {
  if (id === undefined || id === '') return null;
  const { success, data } = Sequence.safeParse(id);
  if (!success) throw wrongFields([{ field: 'last_event_id', message: 'must be a sequence' }]);
  return data;
}
