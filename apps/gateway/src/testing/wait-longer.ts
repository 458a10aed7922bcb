import type { INestApplication } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import type { ChangeFeed } from '@reprise/read-model';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { CHANGE_FEED, EVENT_LOG } from '../shared/servers/tokens.ts';

const WORKS = new Set(['following', 'catching_up', 'standby']);

/**
 * Makes reads wait for an event for as long as the event is in the log and the projector is working. The gateway itself
 * waits for one or five seconds, which is too short on a busy machine.
 */
export function waitLonger(app: INestApplication): void {
  const [feed, log] = [app.get<ChangeFeed>(CHANGE_FEED), app.get<EventLog>(EVENT_LOG)];
  const projector = app.get(ProjectorHost);
  const waitFor = feed.waitFor.bind(feed);
  const isComing = async (seq: number) =>
    WORKS.has(projector.view().state) && ((await log.head().catch(() => null))?.last_seq ?? 0) >= seq;
  feed.waitFor = async (seq, timeoutMs) => {
    do if (await waitFor(seq, timeoutMs)) return true;
    while (await isComing(seq));
    return false;
  };
}
