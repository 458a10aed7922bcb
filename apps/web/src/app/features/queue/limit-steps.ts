import { linkedSignal, type WritableSignal } from '@angular/core';
import type { QueueView } from '@reprise/contracts';

type Shown = {
  queue: Pick<QueueView, 'name' | 'limit'> | null;
  /** Number of steps that had ended before the read. */
  stepsBefore: number;
};

/**
 * Returns the limit after one step; null for none, which is the step above the number of all slots. A step down without
 * a limit leaves one slot unused.
 */
export function limitAfter(limit: number | null, slots: number, by: 1 | -1): number | null {
  const next = Math.max(0, (limit ?? slots) + by);
  return next > slots ? null : next;
}

/**
 * Raises or lowers a queue's limit by one. Each change is shown immediately, so that the next one starts from there,
 * and is sent after the previous one. Data that was read before the last change was complete does not revert it.
 */
export class LimitSteps {
  private taken = 0;
  private ended = 0;
  private last: Promise<unknown> = Promise.resolve();
  readonly limit: WritableSignal<number | null>;

  constructor(shown: () => Shown) {
    this.limit = linkedSignal<Shown, number | null>({
      source: shown,
      computation: ({ queue, stepsBefore }, previous) =>
        previous && previous.source.queue?.name === queue?.name && stepsBefore < this.taken
          ? previous.value
          : (queue?.limit ?? null),
    });
  }

  /** Adds the number of steps that had ended when a read began to its result. */
  async during<T extends object>(read: Promise<T>): Promise<T & { stepsBefore: number }> {
    const stepsBefore = this.ended;
    return { ...(await read), stepsBefore };
  }

  /** Shows a limit immediately, and sends it once the steps before it have received a response. */
  take(limit: number | null, send: () => Promise<unknown>): Promise<unknown> {
    this.limit.set(limit);
    this.taken++;
    const sent = this.last.then(send).finally(() => this.ended++);
    this.last = sent.catch(() => undefined); // the next one is sent anyway
    return sent;
  }
}
