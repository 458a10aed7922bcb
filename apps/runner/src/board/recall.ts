import { isLifecycle, isQueueEvent, jobKindFilter, queueFilter } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { evolve, evolveQueue, unknownJob, type JobState } from '@reprise/job';
import type { Board } from './board.ts';

/** Reads a job's whole life from the log. An event that this release does not understand counts: appends expect its sequence. */
export async function recallJob(log: EventLog, board: Board, jobId: string): Promise<void> {
  let state: JobState = unknownJob;
  let life_seq = 0;
  for await (const { event, seq } of log.read(jobKindFilter(jobId, 'life'))) {
    if (event && isLifecycle(event)) state = evolve(state, event);
    life_seq = seq;
  }
  board.learnJob(jobId, { state, life_seq });
}

/** Reads what happened to a queue since the board last heard of it. Counts what is not understood, as of a job. */
export async function recallQueue(log: EventLog, board: Board, name: string): Promise<void> {
  let { state, seq: last } = board.queue(name);
  for await (const { event, seq } of log.read(queueFilter(name), { from: last + 1 })) {
    if (event && isQueueEvent(event)) state = evolveQueue(state, event);
    last = seq;
  }
  board.learnQueue(name, { state, seq: last });
}
