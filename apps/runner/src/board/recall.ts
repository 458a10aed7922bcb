import { isLifecycle, isQueueEvent, jobKindFilter, queueFilter } from '@reprise/contracts';
import { StreamChangedError, type EventLog } from '@reprise/event-log';
import { evolve, evolveQueue, unknownJob, type JobState } from '@reprise/job';
import type { Board } from './board.ts';

/**
 * Reads a job's whole life from the log. An event that this release does not understand counts: appends expect its sequence.
 * @throws StreamChangedError the log does not have what the board knows
 */
export async function recallJob(log: EventLog, board: Board, jobId: string): Promise<void> {
  const known = board.job(jobId).life_seq;
  const seqs = new Set([0]);
  let state: JobState = unknownJob;
  let life_seq = 0;
  for await (const { event, seq } of log.read(jobKindFilter(jobId, 'life'))) {
    if (event && isLifecycle(event)) state = evolve(state, event);
    seqs.add((life_seq = seq));
  }
  assertHas(seqs, known, `job ${jobId}`);
  board.learnJob(jobId, { state, life_seq });
}

/**
 * Reads what happened to a queue since the board last heard of it. Counts what is not understood, as of a job.
 * @throws StreamChangedError as with a job
 */
export async function recallQueue(log: EventLog, board: Board, name: string): Promise<void> {
  const known = board.queue(name);
  const seqs = new Set([0]);
  let { state, seq: last } = known;
  for await (const { event, seq } of log.read(queueFilter(name), { from: known.seq })) {
    seqs.add(seq);
    if (seq === known.seq) continue;
    if (event && isQueueEvent(event)) state = evolveQueue(state, event);
    last = seq;
  }
  assertHas(seqs, known.seq, `queue ${name}`);
  board.learnQueue(name, { state, seq: last });
}

function assertHas(seqs: ReadonlySet<number>, known: number, what: string): void {
  if (!seqs.has(known))
    throw new StreamChangedError(`event ${String(known)} of ${what} was read before, and the log has it no more`);
}
