import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnyEvent } from '@reprise/contracts';
import { decode, encode, type Message, type StoredMessage } from './codec/codec.ts';
import { ConflictError, InvalidEventError, LogUnavailableError } from './errors.ts';
import type {
  Appended,
  AppendedBatch,
  AtomicEntry,
  ConnectionStatus,
  EventLog,
  Expectation,
  Filters,
  FollowOptions,
  Head,
  LogEntry,
  ReadRange,
} from './event-log.ts';
import { assertExpectations } from './expectations.ts';
import { covers, filterList } from './filters.ts';
import { assertSameLog } from './checkpoint.ts';

/** Event log in memory, for tests. Not persistent; detects duplicate ids without a time limit. */
export class MemoryEventLog implements EventLog {
  connection: ConnectionStatus = 'connected';
  private readonly created = new Date().toISOString();
  private readonly stored: StoredMessage[] = [];
  private readonly seqById = new Map<string, number>();
  private readonly changes = new EventEmitter().setMaxListeners(0);

  async append(event: AnyEvent, expected?: Expectation): Promise<Appended> {
    const { seqs, duplicate } = await this.appendAtomic([expected ? { event, expected } : { event }]);
    return { seq: seqs[0]!, duplicate };
  }

  async appendAtomic(entries: readonly AtomicEntry[]): Promise<AppendedBatch> {
    const messages = entries.map(({ event }) => encode(event));
    assertExpectations(entries, messages);
    await Promise.resolve();
    if (this.connection === 'closed') throw new LogUnavailableError('The log is closed', 'not_stored');
    const known = entries.map(({ event }) => this.seqById.get(event.id)).filter((seq) => seq !== undefined);
    if (known.length === entries.length) return { seqs: known, duplicate: true };
    if (known.length > 0) throw new InvalidEventError('An id of this batch is that of an older event');
    for (const { expected } of entries) {
      if (expected && this.last(expected.filter) !== expected.seq) {
        throw new ConflictError(`${expected.filter} is no longer at ${String(expected.seq)}`);
      }
    }
    const seqs = messages.map((message) => this.store(message));
    seqs.forEach((seq, i) => this.seqById.set(entries[i]!.event.id, seq));
    this.changes.emit('change');
    return { seqs, duplicate: false };
  }

  async *read(filters: Filters, { from = 1, to }: ReadRange = {}): AsyncGenerator<LogEntry> {
    yield* this.stored
      .slice(Math.max(from, 1) - 1, to)
      .filter(under(filters))
      .map((message) => decode(message));
  }

  async lastSeq(filters: Filters): Promise<number> {
    return this.last(filters);
  }

  async head(): Promise<Head> {
    return {
      first_seq: Math.min(this.stored.length, 1),
      last_seq: this.stored.length,
      missing: 0,
      created: this.created,
    };
  }

  async *follow(filters: Filters, options: FollowOptions): AsyncGenerator<LogEntry[]> {
    const { signal, maxBatch = 1000, lingerMs = 0 } = options;
    assertSameLog(await this.head(), options.from, options.created);
    let next = options.from;
    while (!signal?.aborted && this.connection !== 'closed') {
      if (next > this.stored.length) {
        await once(this.changes, 'change', { signal }).catch(() => undefined);
        continue;
      }
      const arrived = this.stored.slice(next - 1).filter(under(filters));
      const batch = arrived.slice(0, maxBatch);
      next = (arrived.length > maxBatch ? batch.at(-1)!.seq : this.stored.length) + 1;
      if (batch.length > 0) yield batch.map((message) => decode(message));
      if (lingerMs > 0) await delay(lingerMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async ready(): Promise<boolean> {
    return this.connection === 'connected';
  }

  onConnection(listener: (connection: ConnectionStatus) => void): () => void {
    const changed = (): void => listener(this.connection);
    this.changes.on('connection', changed);
    return () => this.changes.off('connection', changed);
  }

  async close(): Promise<void> {
    this.connection = 'closed';
    this.changes.emit('connection');
    this.changes.emit('change');
  }

  /** Stores a message without checks, as another release might have. Returns its sequence. */
  plant(message: Message): number {
    const seq = this.store(message);
    this.changes.emit('change');
    return seq;
  }

  /** Drops all events after `seq`, as restoring an older copy of the store would. */
  cutAfter(seq: number): void {
    this.stored.length = seq;
    for (const [id, of] of this.seqById) if (of > seq) this.seqById.delete(id);
  }

  private last(filters: Filters): number {
    return this.stored.findLast(under(filters))?.seq ?? 0;
  }

  private store(message: Message): number {
    const seq = this.stored.length + 1;
    this.stored.push({ ...message, seq, stored_at: new Date().toISOString() });
    return seq;
  }
}

const under = (filters: Filters): ((message: StoredMessage) => boolean) => {
  const wanted = filterList(filters);
  return ({ subject }) => wanted.some((filter) => covers(filter, subject));
};
