import { jetstream, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { STREAM, type AnyEvent } from '@reprise/contracts';
import { StreamChangedError } from '../errors.ts';
import {
  EVERYTHING,
  type Appended,
  type AppendedBatch,
  type AtomicEntry,
  type Connection,
  type EventLog,
  type Expectation,
  type Filters,
  type FollowOptions,
  type Head,
  type LogEntry,
  type ReadRange,
} from '../event-log.ts';
import { filterList } from '../filters.ts';
import { append, type Patience } from './append.ts';
import { directGet } from './direct-get.ts';
import { follow } from './follow.ts';
import type { Link } from './link.ts';
import { persist } from './persist.ts';
import { inOrder, readFilter, type ReadPage } from './read.ts';
import { failureOf } from './server-errors.ts';

const READY_MS = 2000;

/** The log in a JetStream stream. Made by `openJetStreamLog`. */
export class JetStreamEventLog implements EventLog {
  private readonly link: Link;
  private readonly jsm: JetStreamManager;
  private readonly js: JetStreamClient;
  private readonly patience: Patience;

  constructor(link: Link, jsm: JetStreamManager, patience: Patience) {
    this.link = link;
    this.jsm = jsm;
    this.js = jetstream(link.nc, { timeout: patience.requestMs });
    this.patience = patience;
  }

  async append(event: AnyEvent, expected?: Expectation): Promise<Appended> {
    const { seqs, duplicate } = await this.appendAtomic([expected ? { event, expected } : { event }]);
    return { seq: seqs[0]!, duplicate };
  }

  appendAtomic(entries: readonly AtomicEntry[]): Promise<AppendedBatch> {
    const readPage: ReadPage = (request) => directGet(this.link, request, this.patience.requestMs);
    return append(this.link, readPage, this.patience, entries);
  }

  async *read(filters: Filters, { from = 1, to }: ReadRange = {}): AsyncGenerator<LogEntry> {
    const list = filterList(filters);
    const readPage: ReadPage = (request) => this.persist(() => directGet(this.link, request, this.patience.requestMs));
    // Several filters are read one after the other: without a common end the later ones would be ahead of the earlier.
    const end = to ?? (list.length > 1 ? (await this.head()).last_seq : Infinity);
    yield* inOrder(list.map((filter) => readFilter(readPage, asked(filter), from, end)));
  }

  async lastSeq(filters: Filters): Promise<number> {
    const last = await Promise.all(
      filterList(filters).map((filter) =>
        this.persist(() => directGet(this.link, { last_by_subj: asked(filter) }, this.patience.requestMs)),
      ),
    );
    return Math.max(...last.map(({ messages }) => messages[0]?.seq ?? 0));
  }

  head(): Promise<Head> {
    return this.persist(() => this.askHead());
  }

  follow(filters: Filters, options: FollowOptions): AsyncIterable<LogEntry[]> {
    const { link, js } = this;
    const source = { link, js, head: () => this.askHead(), entry: (seq: number) => this.askEntry(seq) };
    return follow(source, filterList(filters), options);
  }

  async ready(): Promise<boolean> {
    if (this.connection !== 'connected') return false;
    return directGet(this.link, { last_by_subj: asked(EVERYTHING) }, READY_MS).then(
      () => true,
      () => false,
    );
  }

  get connection(): Connection {
    return this.link.connection;
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    return this.link.onConnection(listener);
  }

  close(): Promise<void> {
    return this.link.nc.close();
  }

  private persist<T>(request: () => Promise<T>): Promise<T> {
    return persist(this.link, this.patience.deadlineMs, request);
  }

  private async askEntry(seq: number): Promise<LogEntry | undefined> {
    const readPage: ReadPage = (request) => directGet(this.link, request, this.patience.requestMs);
    for await (const entry of readFilter(readPage, asked(EVERYTHING), seq, seq)) return entry;
    return undefined;
  }

  private async askHead(): Promise<Head> {
    try {
      const { state, created } = await this.link.answer(this.jsm.streams.info(STREAM));
      return { first_seq: state.first_seq, last_seq: state.last_seq, created };
    } catch (error) {
      if (failureOf(error) !== 'no_stream') throw error;
      throw new StreamChangedError('The log does not exist any more', { cause: error });
    }
  }
}

/**
 * A filter as the server is asked for it. The stream holds nothing but what is under `EVERYTHING`, and only for `>` does
 * nats-server (2.15) not look at every subject: with a million events that takes 0.3 s and more, each time.
 */
const asked = (filter: string): string => (filter === EVERYTHING ? '>' : filter);
