import { isLifecycle, type RecordedEvent } from '@reprise/contracts';
import { covers, type EventLog, type LogEntry } from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';
import type { JobStateCache } from './job-state-cache.ts';
import type { OwnState } from './own-state.ts';
import { reloadJob } from './reload.ts';
import { WATCHED } from './watched.ts';

/**
 * Applies the log to the cache, starting with a gateway's state as of a sequence, or from the beginning if there is
 * none. Events about this runner are few, and all of them are applied to `own`.
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
  const filters = own ? [...WATCHED, own.filter] : WATCHED;
  const first = (start?.as_of ?? 0) + 1;
  const next = new Map(filters.map((filter) => [filter, filter === own?.filter ? 1 : first]));
  const wasRead = ({ seq, subject }: LogEntry) =>
    next.set(
      filters.find((each) => covers(each, subject))!,
      seq + 1,
    );
  for await (const entry of log.read(WATCHED, { from: first, to: last_seq })) {
    wasRead(entry);
    if (entry.event) await apply(log, cache, entry.event, start === null);
  }
  if (own)
    for await (const entry of log.read(own.filter, { to: last_seq })) {
      wasRead(entry);
      if (entry.event) own.apply(entry.event);
    }
  onCaughtUp();
  const failed = new AbortController();
  const follow = async ([filter, from]: readonly [string, number]) => {
    const options = { from, created, signal: AbortSignal.any([signal, failed.signal]) };
    for await (const batch of log.follow(filter, options))
      for (const { event } of batch) {
        if (!event) continue;
        own?.apply(event);
        await apply(log, cache, event);
      }
  };
  // Starts at the last event that was read, because in a cluster a server that is behind returns fewer events than the
  // log contains. Jobs and queues are followed separately, because a runner's login may read only one filter at a time.
  // The order between them is lost, which is harmless: an append that is based on a stale state is rejected.
  try {
    await Promise.all([...next].map(follow));
  } finally {
    failed.abort();
  }
}

/**
 * Applies an event to a known job, or to a job that is first read from the log: a submitted job may have ended long ago
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
