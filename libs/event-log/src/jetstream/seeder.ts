import { setTimeout as delay } from 'node:timers/promises';
import type { ApiError } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { StreamNotEmptyError } from '../errors.ts';
import type { Header } from '../event-log.ts';
import type { Link } from './link.ts';
import type { Stored } from './seed-stream.ts';

const ACK_MS = 10_000;
const IN_FLIGHT = { messages: 256, bytes: 8 * 1024 * 1024 };
/** Beyond the stream's time of knowing an id: the server looks for old ones by a timer. */
const TIMER_MS = 500;

/**
 * Publishes stored messages again, word for word: the expectations in their headers hold again, and an atomic batch is
 * one again. No expectation can be added (it would be stored too), so the acknowledged sequence is checked.
 */
export class Seeder {
  readonly #link: Link;
  /** How long the server may know an id after it stored it, in milliseconds. */
  readonly #idMs: number;
  readonly #stored: (seq: number) => void;
  #last = 0;
  /** Sequence of the last one that will be, and of the last one that is, acknowledged. */
  #asked = 0;
  #acknowledged = 0;
  #pending: Promise<void>[] = [];
  #bytes = 0;
  /** Of an atomic batch whose end has not come yet: it may not wait half-way. */
  #batch: Stored[] = [];
  /** The ids that the server may know, and when they were sent; the oldest first. */
  readonly #ids = new Map<string, number>();

  /** @param windowMs how long the stream knows an id */
  constructor(link: Link, windowMs: number, stored: (seq: number) => void = () => undefined) {
    this.#link = link;
    this.#idMs = windowMs + TIMER_MS;
    this.#stored = stored;
  }

  async put(message: Stored): Promise<void> {
    const { seq } = message;
    if (seq !== this.#last + 1) throw new Error(`Event ${String(this.#last + 1)} is missing before ${String(seq)}`);
    this.#last = seq;
    this.#batch.push(message);
    if (isInBatch(message) && !isEndOfBatch(message)) return;
    const together = this.#batch;
    this.#batch = [];
    await this.#awaitForgotten(together.flatMap(({ headers: own }) => valueOf(own, 'Nats-Msg-Id') ?? []));
    for (const each of together) this.#send(each);
    if (this.#pending.length >= IN_FLIGHT.messages || this.#bytes > IN_FLIGHT.bytes) await this.flush();
  }

  /** Waits until all is on disk; returns the sequence of the last one. A batch without its end is not stored. */
  async flush(): Promise<number> {
    const pending = this.#pending;
    this.#pending = [];
    this.#bytes = 0;
    const failed = (await Promise.allSettled(pending)).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    this.#acknowledged = this.#asked;
    if (pending.length > 0) this.#stored(this.#acknowledged);
    return this.#acknowledged;
  }

  #send(message: Stored): void {
    const { nc } = this.#link;
    const { seq, subject, headers: own, payload } = message;
    this.#bytes += payload.length;
    const again = headers();
    for (const [name, value] of own) again.append(name, value);
    // Only the end of a batch is acknowledged.
    if (isInBatch(message) && !isEndOfBatch(message)) return nc.publish(subject, payload, { headers: again });
    this.#asked = seq;
    const reply = this.#link.answer(nc.request(subject, payload, { headers: again, timeout: ACK_MS }));
    const acknowledged = reply.then((answer) => assertStoredAt(seq, answer.json<Ack>()));
    // `flush` looks at it; where something else fails before, nobody does.
    acknowledged.catch(() => undefined);
    this.#pending.push(acknowledged);
  }

  /** An id that the server knows would not be stored again. */
  async #awaitForgotten(ids: readonly string[]): Promise<void> {
    this.#dropForgotten();
    if (ids.some((id) => this.#ids.has(id))) {
      await this.flush();
      await delay(this.#idMs);
      this.#ids.clear();
    }
    for (const id of ids) this.#ids.set(id, performance.now());
  }

  /** An answer, and with it the storing, may come that late. */
  #dropForgotten(): void {
    const known = performance.now() - this.#idMs - ACK_MS;
    for (const [id, sent] of this.#ids) {
      if (sent >= known) return;
      this.#ids.delete(id);
    }
  }
}

interface Ack {
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly error?: ApiError;
}

function assertStoredAt(seq: number, { seq: at, duplicate, error }: Ack): void {
  if (error) throw new Error(`Event ${String(seq)} was refused: ${error.description}`);
  if (at === seq && duplicate !== true) return;
  throw new StreamNotEmptyError(
    `Event ${String(seq)} came to lie at ${String(at)}: somebody else writes into the stream.`,
  );
}

const isInBatch = ({ headers: own }: Stored): boolean => valueOf(own, 'Nats-Batch-Id') !== undefined;
const isEndOfBatch = ({ headers: own }: Stored): boolean => valueOf(own, 'Nats-Batch-Commit') !== undefined;

const valueOf = (list: readonly Header[], wanted: string): string | undefined =>
  list.find(([name]) => name === wanted)?.[1];
