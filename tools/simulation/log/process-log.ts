import {
  LogUnavailableError,
  type Appended,
  type AppendedBatch,
  type AtomicEntry,
  type ConnectionStatus,
  type EventLog,
  type Expectation,
  type Filters,
  type FollowOptions,
  type Head,
  type LogEntry,
  type ReadRange,
} from '@reprise/event-log';
import type { AnyEvent } from '@reprise/contracts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process.ts';
import type { Plant } from '../plants.ts';
import type { LogStore } from './log-store.ts';

/** Connection of one process to the simulated log. */
export class ProcessLog implements EventLog {
  readonly connection: ConnectionStatus = 'connected';
  readonly #kernel: Kernel;
  readonly #process: Process;
  readonly #store: LogStore;
  readonly #plant: Plant | null;

  constructor(kernel: Kernel, process: Process, store: LogStore, plant: Plant | null) {
    this.#kernel = kernel;
    this.#process = process;
    this.#store = store;
    this.#plant = plant;
  }

  async append(event: AnyEvent, expected?: Expectation): Promise<Appended> {
    const { seqs, duplicate } = await this.appendAtomic([expected ? { event, expected } : { event }]);
    return { seq: seqs[0]!, duplicate };
  }

  appendAtomic(entries: readonly AtomicEntry[]): Promise<AppendedBatch> {
    const sent = this.#plant === 'unexpected-append' ? entries.map(({ event }) => ({ event })) : entries;
    const what = `appends ${entries.map(({ event }) => event.type).join(', ')}`;
    return this.#kernel.call(this.#process, what, () => this.#store.append(sent), {
      lost: () => new LogUnavailableError('The log did not answer', 'unknown'),
    });
  }

  async *read(filters: Filters, { from, to }: ReadRange = {}): AsyncGenerator<LogEntry> {
    yield* await this.#ask('reads the log', () =>
      this.#store.under(filters, from, to).map((entry) => this.#seen(entry)),
    );
  }

  lastSeq(filters: Filters): Promise<number> {
    return this.#ask('reads the last sequence', () => this.#store.under(filters).at(-1)?.seq ?? 0);
  }

  head(): Promise<Head> {
    return this.#ask('reads the head', () => this.#store.head());
  }

  async *follow(filters: Filters, { from, maxBatch = 1000 }: FollowOptions): AsyncGenerator<LogEntry[]> {
    for (let next = from; ;) {
      const isReady = () => this.#store.under(filters, next).length > 0;
      const batch = await this.#kernel.call(
        this.#process,
        'receives events',
        () => this.#store.under(filters, next).slice(0, 1 + this.#kernel.choose(maxBatch)),
        { isReady },
      );
      next = batch.at(-1)!.seq + 1;
      yield batch.map((entry) => this.#seen(entry));
    }
  }

  async ready(): Promise<boolean> {
    return true;
  }

  onConnection(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {}

  #ask<T>(what: string, perform: () => T | Promise<T>): Promise<T> {
    return this.#kernel.call(this.#process, what, perform, {
      lost: () => new LogUnavailableError('The log did not answer', 'not_stored'),
    });
  }

  #seen(entry: LogEntry): LogEntry {
    return this.#plant === 'forgetful-fold' && entry.event?.type === 'cancel_requested'
      ? { ...entry, event: null }
      : entry;
  }
}
