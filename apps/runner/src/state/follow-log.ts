import { isLifecycle, type RecordedEvent } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';
import type { JobStateCache } from './job-state-cache.ts';
import type { OwnState } from './own-state.ts';
import { reloadJob } from './reload.ts';
import { WATCHED } from './watched.ts';

/**
 * Applies the log to the cache, starting with a gateway's state as of a sequence, or from the beginning without one.
 * The few events of this runner are all applied to `own`.
 */
export async function followLog(
  log: EventLog,
  cache: JobStateCache,
  start: OpenJobs | null,
  { own, signal, onCaughtUp }: { own?: OwnState; signal: AbortSignal; onCaughtUp: () => void },
): Promise<void> {
  for (const { state, life_seq } of start?.jobs ?? []) cache.setJob(state.job_id, { state, life_seq });
  for (const { name, state, last_seq } of start?.queues ?? []) cache.setQueue(name, { state, seq: last_seq });
  const { last_seq, created } = await log.head();
  for await (const { event } of log.read(WATCHED, { from: (start?.as_of ?? 0) + 1, to: last_seq }))
    if (event) await apply(log, cache, event, start === null);
  if (own) for await (const { event } of log.read(own.filter, { to: last_seq })) if (event) own.apply(event);
  onCaughtUp();
  const failed = new AbortController();
  const follow = async (filter: string) => {
    const options = { from: last_seq + 1, created, signal: AbortSignal.any([signal, failed.signal]) };
    for await (const batch of log.follow(filter, options))
      for (const { event } of batch) {
        if (!event) continue;
        own?.apply(event);
        await apply(log, cache, event);
      }
  };
  // Followed separately, because a runner's login may read one filter at a time. The order between jobs and queues is
  // lost, which is harmless: an append based on a stale state is rejected.
  try {
    await Promise.all((own ? [...WATCHED, own.filter] : WATCHED).map(follow));
  } finally {
    failed.abort();
  }
}

/**
 * Applies an event to a known job, or to a job that is read from the log first: a submitted job may have ended long ago
 * and been dropped from the cache. Only a log that is read from its beginning shows that a submission comes first.
 */
async function apply(
  log: EventLog,
  cache: JobStateCache,
  event: RecordedEvent,
  isFromBeginning = false,
): Promise<void> {
  const isFirst = isFromBeginning && event.type === 'submitted';
  if (isLifecycle(event) && !isFirst && !cache.has(event.subject)) await reloadJob(log, cache, event.subject);
  cache.apply(event);
}
