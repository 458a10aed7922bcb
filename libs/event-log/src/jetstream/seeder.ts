import { setTimeout as delay } from 'node:timers/promises';
import type { ApiError } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { StreamNotEmptyError } from '../errors.ts';
import type { Header } from '../event-log.ts';
import type { Link } from './link.ts';
import type { Stored } from './seed-stream.ts';

const ACK_MS = 10_000;
const IN_FLIGHT = { messages: 256, bytes: 8 * 1024 * 1024 };
const MOST_IDS = 50_000;

/**
 * Publishes stored messages again, word for word: the expectations in their headers hold again, and an atomic batch is
 * one again. No expectation can be added (it would be stored too), so the acknowledged sequence is checked.
 */
export class Seeder {
  readonly #link: Link;
  /** How long the server surely knows an id, in milliseconds. */
  readonly #idMs: number;
  readonly #stored: (seq: number) => void;
  #last = 0;
  /** Sequence of the last one that will be, and of the last one that is, acknowledged. */
  #asked = 0;
  #acknowledged = 0;
  #pending: Promise<void>[] = [];
  #bytes = 0;
  readonly #ids = new Set<string>();

  constructor(link: Link, idMs: number, stored: (seq: number) => void = () => undefined) {
    this.#link = link;
    this.#idMs = idMs;
    this.#stored = stored;
  }

  async put(message: Stored): Promise<void> {
    const { seq } = message;
    if (seq !== this.#last + 1) throw new Error(`Event ${String(this.#last + 1)} is missing before ${String(seq)}`);
    await this.#awaitForgotten(valueOf(message.headers, 'Nats-Msg-Id'));
    this.#last = seq;
    this.#bytes += message.payload.length;
    this.#send(message);
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

  #send({ seq, subject, headers: own, payload }: Stored): void {
    const { nc } = this.#link;
    const again = headers();
    for (const [name, value] of own) again.append(name, value);
    const batched = valueOf(own, 'Nats-Batch-Id') !== undefined;
    // Only the end of a batch is acknowledged.
    if (batched && valueOf(own, 'Nats-Batch-Commit') === undefined)
      return nc.publish(subject, payload, { headers: again });
    this.#asked = seq;
    const reply = this.#link.answer(nc.request(subject, payload, { headers: again, timeout: ACK_MS }));
    this.#pending.push(reply.then((answer) => assertStoredAt(seq, answer.json<Ack>())));
  }

  /** An id that the server knows would not be stored again. */
  async #awaitForgotten(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    if (this.#ids.has(id) || this.#ids.size >= MOST_IDS) {
      await this.flush();
      await delay(this.#idMs);
      this.#ids.clear();
    }
    this.#ids.add(id);
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

const valueOf = (list: readonly Header[], wanted: string): string | undefined =>
  list.find(([name]) => name === wanted)?.[1];
