import { isLifecycle, isQueueEvent, jobKindFilter, queueFilter } from '@reprise/contracts';
import {
  covers,
  entryAt,
  waitForHead,
  StreamChangedError,
  retryUntilFound,
  type EventLog,
  type LogEntry,
} from '@reprise/event-log';
import { evolve, evolveQueue, unknownJob, type JobState } from '@reprise/job';
import { WATCHED } from './watched.ts';
import type { JobStateCache } from './job-state-cache.ts';

/**
 * Folds the complete lifecycle of a job from the log. Unknown events of later releases are counted, because appends
 * expect their sequence.
 * @throws StreamChangedError if the log lacks an event that the cache has
 * @throws LogUnavailableError if a lagging server does not return that event
 */
export async function reloadJob(log: EventLog, cache: JobStateCache, jobId: string): Promise<void> {
  const { life_seq: known } = cache.job(jobId);
  let state: JobState = unknownJob;
  let life_seq = 0;
  const life = { filter: jobKindFilter(jobId, 'life'), from: 1, known, of: `job ${jobId}` };
  for (const { event, seq } of await entriesWith(log, life)) {
    if (event && isLifecycle(event)) state = evolve(state, event);
    life_seq = seq;
  }
  cache.setJob(jobId, { state, life_seq });
}

/** Folds the events of a queue that the cache lacks. Unknown events and errors are handled as for a job. */
export async function reloadQueue(log: EventLog, cache: JobStateCache, name: string): Promise<void> {
  const { state: before, seq: known } = cache.queue(name);
  let [state, last] = [before, known];
  const since = { filter: queueFilter(name), from: known, known, of: `queue ${name}` };
  for (const { event, seq } of await entriesWith(log, since)) {
    if (seq === known) continue;
    if (event && isQueueEvent(event)) state = evolveQueue(state, event);
    last = seq;
  }
  cache.setQueue(name, { state, seq: last });
}

interface Range {
  readonly filter: string;
  readonly from: number;
  /** Sequence of an event that must be among the entries; 0 for none. */
  readonly known: number;
  /** Name of the resource, for messages. */
  readonly of: string;
}

/** Reads the log under the filter. Retries while the answering server lacks the known event. */
function entriesWith(log: EventLog, { filter, from, known, of }: Range): Promise<LogEntry[]> {
  const event = `event ${String(known)} of ${of}`;
  return retryUntilFound(event, async () => {
    const entries: LogEntry[] = [];
    for await (const entry of log.read(filter, { from })) entries.push(entry);
    if (known === 0 || entries.some(({ seq }) => seq === known)) return entries;
    if (await isLost(log, filter, known))
      throw new StreamChangedError(`${event} was read before, and the log has it no more`);
    return undefined;
  });
}

/** Whether the log ends before the event, or has a different event at that sequence. */
async function isLost(log: EventLog, filter: string, known: number): Promise<boolean> {
  const { first_seq, last_seq } = await waitForHead(known, () => log.head());
  if (last_seq < known || first_seq > known) return true;
  const there = await entryAt(log, known, WATCHED);
  return there !== undefined && !covers(filter, there.subject);
}
