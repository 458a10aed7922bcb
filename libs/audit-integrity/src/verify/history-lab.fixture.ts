import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Finding, VerificationReport } from '@reprise/contracts';
import { seedStream, streamExists, type EventLog, type LogEntry } from '@reprise/event-log';
import { chain, databaseOf, fork, GENESIS, readPosition, type Content, type ReadModel } from '@reprise/read-model';
import {
  appendAll,
  deleteStream,
  emptyReadModel,
  entriesOf,
  keepRows,
  openLog,
  projectAll,
  randomHistory,
} from '@reprise/read-model/testing';
import { startNats, startPostgres, type TestServer } from '@reprise/testing';
import { Trust } from '../heads/trust.ts';
import { auditRows, isWhole, type StoredRow } from './audit-entries.ts';
import { verify } from './verify.ts';

/** Number of events that come from an earlier stream, as if the stream had been restored. */
export const SEEDED = 50;
/** Time at which the lab signs. */
export const NOW = '2026-01-01T00:00:00.000Z';
const TRUST = 'trust';

/** Returns the entry with an id that the server does not deduplicate. */
export const again = (entry: LogEntry): LogEntry => ({
  ...entry,
  headers: entry.headers.map(([name, value]) => [name, name === 'Nats-Msg-Id' ? randomUUID() : value]),
});

/** The same event with a different reason in its payload. */
export const reworded = (entry: LogEntry): LogEntry => ({
  ...entry,
  payload: Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(entry.payload).toString()), reason: 'other' })),
});

/** A history of 240 events that is projected once. Each test starts with these rows and without signed heads. */
export class HistoryLab {
  folder!: string;
  trust!: Trust;
  /** Functions to run after the test, in reverse order. */
  readonly toEnd: (() => Promise<unknown>)[] = [];
  readonly log: EventLog;
  readonly entries: readonly LogEntry[];
  readonly hashes: readonly string[];
  readonly model: ReadModel;
  private readonly servers: { readonly postgres: TestServer; readonly nats: TestServer };
  private readonly putBack: () => Promise<void>;
  /** Server for the changed streams, started on first use. */
  private copies: TestServer | undefined;

  private constructor(
    parts: Pick<HistoryLab, 'log' | 'entries' | 'model'>,
    servers: HistoryLab['servers'],
    putBack: () => Promise<void>,
  ) {
    this.log = parts.log;
    this.entries = parts.entries;
    this.hashes = chain(GENESIS, parts.entries);
    this.model = parts.model;
    this.servers = servers;
    this.putBack = putBack;
  }

  static async start(seed: number): Promise<HistoryLab> {
    const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const log = await openLog(nats.url);
    const created = Date.parse((await log.head()).created);
    const times = [created - 1000, created].map((time) => new Date(time).toISOString());
    const history = randomHistory(seed, 12).slice(0, 240);
    const timed = history.map((event, i) => ({ ...event, time: times[i < SEEDED ? 0 : 1]! }));
    await appendAll(log, timed, 1);
    const model = await emptyReadModel(postgres.url);
    await projectAll(model, log);
    return new HistoryLab({ log, entries: await entriesOf(log), model }, { postgres, nats }, await keepRows(model));
  }

  async stop(): Promise<void> {
    await this.model.close();
    await this.log.close();
    const { postgres, nats } = this.servers;
    const servers = this.copies ? [postgres, nats, this.copies] : [postgres, nats];
    await Promise.all(servers.map((server) => server.stop()));
  }

  async beforeTest(): Promise<void> {
    await this.putBack();
    this.folder = mkdtempSync(join(tmpdir(), 'reprise-verify-'));
    this.trust = await Trust.open({ readModel: this.model, folder: this.folder, schema: TRUST });
  }

  async afterTest(): Promise<void> {
    for (const end of this.toEnd.splice(0).reverse()) await end();
    await this.sql(`truncate ${TRUST}.signed_head`);
    rmSync(this.folder, { recursive: true });
  }

  /** Signs this hash at this point, as a projector would when it passes. */
  async signAt(seq: number, count = seq): Promise<void> {
    const { stream_created } = (await readPosition(databaseOf(fork(this.model))))!;
    await this.trust.sign({ last_seq: seq, count, hash: this.hashes[seq - 1]!, stream_created }, NOW);
  }

  check(of: Pick<EventLog, 'head' | 'read'> = this.log): Promise<VerificationReport> {
    return verify({ log: of, readModel: this.model, trust: this.trust });
  }

  async found(of?: EventLog): Promise<Pick<Finding, 'kind' | 'place' | 'seq'>[]> {
    return (await this.check(of)).findings.map(({ kind, place, seq }) => ({ kind, place, seq }));
  }

  sql(statement: string) {
    return fork(this.model).execute(statement);
  }

  /** A separate read model without rows, which exists until the test ends. */
  async emptyReadModel(): Promise<ReadModel> {
    const model = await emptyReadModel(this.servers.postgres.url);
    this.toEnd.push(() => model.close());
    return model;
  }

  /** Replaces the followed stream with a stream on another nats-server that contains these events, renumbered. */
  async streamOf(changed: readonly LogEntry[]): Promise<EventLog> {
    this.copies ??= await startNats();
    const server = { servers: this.copies.url, name: 'test' };
    if (await streamExists(server)) await deleteStream(server.servers);
    const numbered = changed.map((entry, i) => ({ ...entry, seq: i + 1 }));
    await seedStream(server, Readable.from(numbered));
    const other = await openLog(server.servers);
    this.toEnd.push(() => other.close());
    await this.sql(`update checkpoint set stream_created = '${(await other.head()).created}'`);
    return other;
  }

  /** Deletes the stream of `streamOf`. */
  async deleteStream(): Promise<void> {
    await deleteStream(this.copies!.url);
  }

  /** Recomputes all hashes of the audit table, as an attacker who knows the chain would. */
  async rechain(): Promise<void> {
    const rows: (StoredRow & Content)[] = [];
    for await (const row of auditRows(this.model, 1, 1000)) if (isWhole(row)) rows.push(row);
    const anew = chain(GENESIS, rows);
    for (const [i, { seq }] of rows.entries())
      await this.sql(`update audit set hash = decode('${anew[i]!}', 'hex') where seq = ${String(seq)}`);
    await this.sql(`update checkpoint set hash = decode('${anew.at(-1)!}', 'hex'), count = ${String(rows.length)}`);
  }

  alterPayload(seq: number) {
    return this.sql(`update audit set payload = payload || ' '::bytea where seq = ${String(seq)}`);
  }

  move(from: number, to: number) {
    return this.sql(`update audit set seq = ${String(to)} where seq = ${String(from)}`);
  }
}
