import type { MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import type { Update } from './live-updates.ts';

/** Reads missed messages: those after a sequence, oldest first, page by page. */
export type CatchUp = (after: number, until: number) => AsyncIterable<readonly MessageEvent[]>;

export interface StreamRequest {
  /** The last id that the listener received; null if it is just starting. */
  readonly after: number | null;
  /** Restricts the stream to this job, with its tasks and history. */
  readonly jobId: string | null;
}

/**
 * Returns the messages for one listener: `ready`, missed messages, then every update, without gaps. Repetitions are
 * possible but harmless, because a message contains the current state. An id is sent only once everything up to it has
 * been sent.
 */
export function jobStream(
  { after, jobId }: StreamRequest,
  updates: Observable<Update>,
  position: () => number,
  catchUp: CatchUp,
): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    let held: Update[] | null = [];
    const send = (update: Update) => messagesOf(update, jobId).forEach((message) => subscriber.next(message));
    const listening = updates.subscribe({
      next: (update) => (held ? held.push(update) : send(update)),
      error: (error: unknown) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
    const begin = async (): Promise<void> => {
      const floor = position();
      const from = after ?? floor;
      subscriber.next({ type: 'ready', id: String(from), data: { seq: floor } });
      for await (const messages of catchUp(from, floor)) {
        if (subscriber.closed) return;
        messages.forEach((message) => subscriber.next(message));
      }
      const missed = held?.filter(({ seq }) => seq > floor) ?? [];
      held = null;
      missed.forEach(send);
    };
    begin().catch((error: unknown) => subscriber.error(error));
    return listening;
  });
}

/**
 * Gives the last message of an update the update's sequence, and the messages before it the previous sequence, so that
 * an interrupted listener gets all of them again.
 */
function messagesOf(update: Update, jobId: string | null): MessageEvent[] {
  const wanted = <T extends { job_id: string }>(items: readonly T[]) =>
    jobId === null ? items : items.filter((item) => item.job_id === jobId);
  const messages: MessageEvent[] = [
    ...(update.queues.length > 0 ? [{ type: 'queues', data: { names: update.queues } }] : []),
    ...(jobId === null ? [] : wanted(update.tasks).map(({ job_id: _, ...task }) => ({ type: 'task', data: task }))),
    ...(jobId === null
      ? []
      : wanted(update.history).map(({ job_id: _, ...entry }) => ({ type: 'history', data: entry }))),
    ...wanted(update.jobs).map((job) => ({ type: 'job', data: job })),
  ];
  return withIds(messages, update.after, update.seq);
}

const withIds = (messages: readonly MessageEvent[], before: number, last: number): MessageEvent[] =>
  messages.map((message, index) => ({ ...message, id: String(index === messages.length - 1 ? last : before) }));
