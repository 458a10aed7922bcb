import { jobKindFilter, type AnyEvent } from '@reprise/contracts';
import type { Message } from './codec/codec.ts';
import type { EventLog, LogEntry } from './event-log.ts';
import { newId } from './ids.ts';
import { makeEvent, makeEvents, type Fact } from './make-event.ts';

/** Log under test; `plant` stores a message that the port would reject. */
export interface LogUnderTest {
  readonly log: EventLog;
  plant(message: Message): Promise<number>;
  stop(): Promise<void>;
}

export const context = () => ({
  id: newId(),
  time: new Date().toISOString(),
  actor: 'admin',
  source: '/reprise/test',
  correlation_id: newId(),
  causation_id: newId(),
});

export const priorityChange = (subject: string, to = 1) =>
  makeEvent({ type: 'priority_changed', subject, data: { from: 0, to, reason: null } }, context());

export const seen = (subject: string, session_id: string) =>
  makeEvent({ type: 'session_observed', subject, data: { attempt: 1, session_id } }, context());

/** Events of a claim, which a runner appends to queue and job in one batch. */
export function claim(job_id: string, queue: string, runner_id: string): [AnyEvent, AnyEvent] {
  const facts: Fact[] = [
    { type: 'slot_taken', subject: queue, data: { job_id, attempt: 1, runner_id } },
    { type: 'attempt_claimed', subject: job_id, data: { attempt: 1, runner_id } },
  ];
  return makeEvents(facts, context()) as [AnyEvent, AnyEvent];
}

export const life = (jobId: string): string => jobKindFilter(jobId, 'life');

export async function collect(entries: AsyncIterable<LogEntry>): Promise<LogEntry[]> {
  const all: LogEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** Returns the first `count` entries of a follower. */
export async function take(batches: AsyncIterable<LogEntry[]>, count: number): Promise<LogEntry[]> {
  const all: LogEntry[] = [];
  for await (const batch of batches) {
    all.push(...batch);
    if (all.length >= count) break;
  }
  return all;
}
