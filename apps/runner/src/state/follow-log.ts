import { ALL_LIFECYCLE, ALL_QUEUES, isLifecycle, type RecordedEvent } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';
import type { Board } from './job-state-cache.ts';
import { recallJob } from './reload.ts';

const WATCHED = [ALL_LIFECYCLE, ALL_QUEUES];

/**
 * Keeps the board level with the log. Starts from what a gateway knows, as of a sequence; with no gateway at hand it
 * folds the log from its beginning.
 */
export async function followLog(
  log: EventLog,
  board: Board,
  start: OpenJobs | null,
  { signal, onCaughtUp }: { signal: AbortSignal; onCaughtUp: () => void },
): Promise<void> {
  for (const { state, life_seq } of start?.jobs ?? []) board.learnJob(state.job_id, { state, life_seq });
  for (const { name, state, last_seq } of start?.queues ?? []) board.learnQueue(name, { state, seq: last_seq });
  const { last_seq, created } = await log.head();
  for await (const { event } of log.read(WATCHED, { from: (start?.as_of ?? 0) + 1, to: last_seq }))
    if (event) await learn(log, board, event);
  onCaughtUp();
  for await (const batch of log.follow(WATCHED, { from: last_seq + 1, created, signal }))
    for (const { event } of batch) if (event) await learn(log, board, event);
}

async function learn(log: EventLog, board: Board, event: RecordedEvent): Promise<void> {
  if (isLifecycle(event) && event.type !== 'submitted' && !board.knows(event.subject))
    await recallJob(log, board, event.subject);
  board.apply(event);
}
