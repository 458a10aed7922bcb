import { jetstream, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { QUARANTINED, STREAM, type AnyEvent } from '@reprise/contracts';
import { LogUnavailableError, StreamChangedError } from '../errors.ts';
import {
  EVERYTHING,
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
} from '../event-log.ts';
import { filterList } from '../filters.ts';
import { Quarantine } from '../quarantine.ts';
import { append, type Timeouts } from './append.ts';
import { consumerReader } from './reading/consumer-reader.ts';
import { flat } from './reading/flat.ts';
import { follow, type FollowSource } from './reading/follow.ts';
import type { Link } from './link.ts';
import { retry } from './retry.ts';
import { mergeBySequence, readFilter, type PageSource } from './reading/read.ts';
import { readFar } from './reading/read-far.ts';
import { directReader, leaderLastSeq, type Reader } from './reading/reader.ts';
import { failureOf } from './server-errors.ts';

const READY_MS = 2000;
/** Milliseconds for which an unanswered append is remembered, because appends can be rare. */
const UNANSWERED_MS = 60_000;

/** Event log in a JetStream stream. Created by `openJetStreamLog`. */
export class JetStreamEventLog implements EventLog {
  private readonly link: Link;
  private readonly jsm: JetStreamManager;
  private readonly js: JetStreamClient;
  private readonly timeouts: Timeouts;
  private readonly reader: Reader;
  /** Reads pages without retry. */
  private readonly onePage: PageSource;
  private readonly pages: PageSource;
  private readonly leaderLastSeq: PageSource['leaderLastSeq'];
  private readonly source: FollowSource;
  /** Reads without waiting. */
  private readonly probe: () => Promise<unknown>;
  private readonly quarantine = new Quarantine();
  /**
   * Time of an append that a connected server did not answer: its store rejects appends, for example because of a full
   * disk.
   */
  private unanswered = -Infinity;

  /** `isFiltered`: the login may read only certain filters. */
  constructor(link: Link, jsm: JetStreamManager, timeouts: Timeouts, isFiltered = false) {
    this.link = link;
    this.jsm = jsm;
    this.js = jetstream(link.nc, { timeout: timeouts.requestMs });
    this.timeouts = timeouts;
    const readerWithin = (ms: number) => (isFiltered ? consumerReader(link, jsm, ms) : directReader(link, ms));
    const reader = readerWithin(timeouts.requestMs);
    this.reader = reader;
    this.probe = () => readerWithin(READY_MS).lastSeq(serverFilter(isFiltered ? QUARANTINED : EVERYTHING));
    const { quarantine } = this;
    const leader = link.isClustered && !isFiltered ? leaderLastSeq(link, jsm) : undefined;
    this.leaderLastSeq = leader && ((filter) => this.retry(() => leader(filter)));
    this.onePage = { readPage: reader.readPage, quarantine, leaderLastSeq: leader };
    this.pages = {
      readPage: (request) => this.retry(() => reader.readPage(request)),
      quarantine,
      leaderLastSeq: this.leaderLastSeq,
    };
    const entry = (seq: number, filter: string) => this.requestEntry(seq, filter);
    // A restarted server has opened its store again, so it may accept appends.
    link.onConnection(() => (this.unanswered = -Infinity));
    this.source = { link, js: this.js, head: () => this.requestHead(), entry, quarantine, isFiltered };
  }

  async append(event: AnyEvent, expected?: Expectation): Promise<Appended> {
    const { seqs, duplicate } = await this.appendAtomic([expected ? { event, expected } : { event }]);
    return { seq: seqs[0]!, duplicate };
  }

  async appendAtomic(entries: readonly AtomicEntry[]): Promise<AppendedBatch> {
    try {
      const appended = await append(this.link, this.onePage, this.timeouts, entries);
      this.unanswered = -Infinity;
      return appended;
    } catch (error) {
      if (error instanceof LogUnavailableError && this.connection === 'connected') this.unanswered = performance.now();
      throw error;
    }
  }

  read(filters: Filters, { from = 1, to }: ReadRange = {}): AsyncIterable<LogEntry> {
    if (typeof filters !== 'string') return this.readMerged(filters, from, to);
    return flat(
      filters === EVERYTHING
        ? this.readEverything(Math.max(from, 1), to ?? Infinity)
        : readFilter(this.pages, serverFilter(filters), from, to ?? Infinity),
    );
  }

  private async *readEverything(from: number, to: number): AsyncGenerator<LogEntry[]> {
    let next = from;
    try {
      for await (const entries of readFar(this.source, from, to)) {
        next += entries.length;
        yield entries;
      }
    } catch {
      // The pages already show whether the log can be read.
    }
    yield* readFilter(this.pages, serverFilter(EVERYTHING), next, to);
  }

  /** Filters are read one after the other. Without a common end, later filters would read further than earlier ones. */
  private async *readMerged(filters: readonly string[], from: number, to?: number): AsyncGenerator<LogEntry> {
    const list = filterList(filters);
    const end = to ?? (await this.head()).last_seq;
    yield* mergeBySequence(list.map((filter) => flat(readFilter(this.pages, serverFilter(filter), from, end))));
  }

  /** Reads the quarantine records. Must come before any other read. */
  async loadQuarantine(): Promise<void> {
    for await (const entry of this.read(QUARANTINED)) this.quarantine.add(entry);
  }

  async lastSeq(filters: Filters): Promise<number> {
    const lastSeqIn = this.leaderLastSeq ?? ((filter) => this.retry(() => this.reader.lastSeq(filter)));
    const last = await Promise.all(filterList(filters).map((filter) => lastSeqIn(serverFilter(filter))));
    return Math.max(...last);
  }

  head(): Promise<Head> {
    return this.retry(() => this.requestHead());
  }

  follow(filters: Filters, options: FollowOptions): AsyncIterable<LogEntry[]> {
    return follow(this.source, filterList(filters), options);
  }

  async ready(): Promise<boolean> {
    if (this.connection !== 'connected' || performance.now() - this.unanswered < UNANSWERED_MS) return false;
    return this.probe().then(
      () => true,
      () => false,
    );
  }

  get connection(): ConnectionStatus {
    return this.link.connection;
  }

  onConnection(listener: (connection: ConnectionStatus) => void): () => void {
    return this.link.onConnection(listener);
  }

  close(): Promise<void> {
    return this.link.nc.close();
  }

  private retry<T>(request: () => Promise<T>): Promise<T> {
    return retry(this.link, this.timeouts.deadlineMs, request);
  }

  private async requestEntry(seq: number, filter: string): Promise<LogEntry | undefined> {
    for await (const [entry] of readFilter(this.onePage, serverFilter(filter), seq, seq)) return entry;
    return undefined;
  }

  private async requestHead(): Promise<Head> {
    try {
      const { state, created } = await this.link.answer(this.jsm.streams.info(STREAM));
      const { first_seq, last_seq, messages } = state;
      return { first_seq, last_seq, missing: last_seq - messages, created };
    } catch (error) {
      if (failureOf(error) !== 'no_stream') throw error;
      throw new StreamChangedError('The log does not exist any more', { cause: error });
    }
  }
}

/**
 * Returns the filter to send to the server. The stream holds nothing outside of `EVERYTHING`, but nats-server (2.15)
 * scans all subjects for any filter except `>`. With a million events, that takes 0.3 s or more per request.
 */
const serverFilter = (filter: string): string => (filter === EVERYTHING ? '>' : filter);
