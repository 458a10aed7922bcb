import type { EventLog } from '@reprise/event-log';
import { isLifecycle, jobKindFilter } from '@reprise/contracts';
import { evolve, type KnownJob } from '@reprise/job';

/** Where a job's state as of some lifecycle event is kept. It may be behind; what it lacks is read from the log. */
export type KeptState = (jobId: string) => Promise<KnownJob>;

/** A job as it is now: what is kept of it, and its lifecycle events after that. */
export async function loadJob(log: EventLog, kept: KeptState, jobId: string): Promise<KnownJob> {
  let { state, life_seq } = await kept(jobId);
  for await (const { event, seq } of log.read(jobKindFilter(jobId, 'life'), { from: life_seq + 1 })) {
    if (event && isLifecycle(event)) state = evolve(state, event);
    life_seq = seq;
  }
  return { state, life_seq };
}
