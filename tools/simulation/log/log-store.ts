import {
  covers,
  EVERYTHING,
  MemoryEventLog,
  type AppendedBatch,
  type AtomicEntry,
  type Filters,
  type Head,
  type LogEntry,
} from '@reprise/event-log';

/** Content of the simulated log: that of the in-memory one, whose events are decoded once. */
export class LogStore {
  readonly entries: LogEntry[] = [];
  readonly #memory = new MemoryEventLog();

  async append(batch: readonly AtomicEntry[]): Promise<AppendedBatch> {
    const appended = await this.#memory.appendAtomic(batch);
    for await (const entry of this.#memory.read(EVERYTHING, { from: this.entries.length + 1 }))
      this.entries.push(entry);
    return appended;
  }

  /** Returns the entries under the filters, between two sequences. */
  under(filters: Filters, from = 1, to = this.entries.length): LogEntry[] {
    const wanted = typeof filters === 'string' ? [filters] : filters;
    return this.entries
      .slice(Math.max(from, 1) - 1, to)
      .filter(({ subject }) => wanted.some((filter) => covers(filter, subject)));
  }

  head(): Promise<Head> {
    return this.#memory.head();
  }
}
