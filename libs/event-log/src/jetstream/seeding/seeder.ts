import { setTimeout as delay } from 'node:timers/promises';
import type { ApiError } from '@nats-io/jetstream';
import type { Message } from '../../codec/codec.ts';
import { StreamNotEmptyError } from '../../errors.ts';
import { encodedHeaders, storedHeader } from '../header-encoding.ts';
import type { Link } from '../link.ts';

/** Message as it was stored before, with its sequence. */
export type SeedMessage = Message & { readonly seq: number };

/** Nothing is retried, and a busy machine is slow to store concurrent messages. */
const ACK_MS = 60_000;
const IN_FLIGHT = { messages: 256, bytes: 8 * 1024 * 1024 };
/** Added to the duplicate window, because the server expires ids with a timer. */
const TIMER_MS = 500;

/**
 * Publishes stored messages again, unchanged. Their expectations hold again, and atomic batches are atomic again.
 * Additional expectations would change the stored headers, so the acknowledged sequence is checked instead.
 */
export class Seeder {
  readonly #link: Link;
  /** Time within which the server may reject an id as a duplicate, in milliseconds. */
  readonly #duplicateWindowMs: number;
  readonly #onStored: (seq: number) => void;
  #last = 0;
  /** Sequences of the last message sent and the last acknowledged. */
  #lastSent = 0;
  #acknowledged = 0;
  #pending: Promise<void>[] = [];
  #bytes = 0;
  /** Start of an atomic batch whose end has not arrived yet, because the server drops batches that stall. */
  #batch: SeedMessage[] = [];
  /** Ids within the duplicate window with their send times, oldest first. */
  readonly #ids = new Map<string, number>();

  /** @param windowMs duplicate window of the stream */
  constructor(link: Link, windowMs: number, onStored: (seq: number) => void = () => undefined) {
    this.#link = link;
    this.#duplicateWindowMs = windowMs + TIMER_MS;
    this.#onStored = onStored;
  }

  async put(message: SeedMessage): Promise<void> {
    const { seq } = message;
    if (seq !== this.#last + 1) throw new Error(`Event ${String(this.#last + 1)} is missing before ${String(seq)}`);
    this.#last = seq;
    this.#batch.push(message);
    if (!isEndOfAppend(message)) return;
    const together = this.#batch;
    this.#batch = [];
    await this.#waitForDuplicateWindow(together.flatMap(({ headers: own }) => storedHeader(own, 'Nats-Msg-Id') ?? []));
    for (const each of together) this.#send(each);
    if (this.#pending.length >= IN_FLIGHT.messages || this.#bytes > IN_FLIGHT.bytes) await this.flush();
  }

  /** Waits until all messages are on disk; returns the sequence of the last one. An incomplete batch is not stored. */
  async flush(): Promise<number> {
    const pending = this.#pending;
    this.#pending = [];
    this.#bytes = 0;
    const failed = (await Promise.allSettled(pending)).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    this.#acknowledged = this.#lastSent;
    if (pending.length > 0) this.#onStored(this.#acknowledged);
    return this.#acknowledged;
  }

  #send(message: SeedMessage): void {
    const { nc } = this.#link;
    const { seq, subject, headers: own, payload } = message;
    this.#bytes += payload.length;
    const again = encodedHeaders(own);
    // The server acknowledges only the end of a batch.
    if (!isEndOfAppend(message)) return nc.publish(subject, payload, { headers: again });
    this.#lastSent = seq;
    const reply = this.#link.answer(nc.request(subject, payload, { headers: again, timeout: ACK_MS }));
    const acknowledged = reply.then((answer) => assertStoredAt(seq, answer.json<Ack>()));
    // `flush` reports the error. Without this handler, an earlier failure would be an unhandled rejection.
    acknowledged.catch(() => undefined);
    this.#pending.push(acknowledged);
  }

  /** Waits until the server has expired all of these ids. */
  async #waitForDuplicateWindow(ids: readonly string[]): Promise<void> {
    this.#dropExpiredIds();
    if (ids.some((id) => this.#ids.has(id))) {
      await this.flush();
      await delay(this.#duplicateWindowMs);
      this.#ids.clear();
    }
    for (const id of ids) this.#ids.set(id, performance.now());
  }

  /** Removes ids that are older than the window. A message may be stored until its acknowledgement times out. */
  #dropExpiredIds(): void {
    const known = performance.now() - this.#duplicateWindowMs - ACK_MS;
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

type WithHeaders = Pick<SeedMessage, 'headers'>;

const isInBatch = ({ headers: own }: WithHeaders): boolean => storedHeader(own, 'Nats-Batch-Id') !== undefined;
const isEndOfBatch = ({ headers: own }: WithHeaders): boolean => storedHeader(own, 'Nats-Batch-Commit') !== undefined;

/** Whether a stored message ends what was appended with it: false if an atomic batch continues after it. */
export const isEndOfAppend = (message: WithHeaders): boolean => !isInBatch(message) || isEndOfBatch(message);
