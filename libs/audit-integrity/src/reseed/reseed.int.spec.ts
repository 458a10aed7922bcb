import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreamNotEmptyError, type EventLog } from '@reprise/event-log';
import { startNats, startPostgres, type TestServer } from '@reprise/testing';
import {
  appendAll,
  deleteStream,
  digest,
  emptyReadModel,
  entriesOf,
  inputExamples,
  newSeed,
  openLog,
  projectAll,
  randomHistory,
  until,
} from '@reprise/read-model/testing';
import {
  databaseOf,
  fork,
  inTransaction,
  lockInTransaction,
  readPosition,
  rebuild,
  startProjector,
  type ReadModel,
} from '@reprise/read-model';
import { signHeads } from '../heads/sign-heads.ts';
import { Trust } from '../heads/trust.ts';
import { verify } from '../verify/verify.ts';
import { acceptStream, StreamRefusedError } from './accept-stream.ts';
import { UnfitAuditError } from './check-audit.ts';
import { AuditGapError, reseed, type ReseedProgress } from './reseed.ts';

const seed = newSeed();
const history = [...inputExamples(), ...randomHistory(seed, 15)];
let postgres: TestServer;
let nats: TestServer;
let log: EventLog;
let model: ReadModel;
let folder: string;
let trust: Trust;
beforeAll(async () => {
  [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
});
afterAll(async () => {
  await Promise.all([postgres.stop(), nats.stop()]);
});
beforeEach(async () => {
  model = await emptyReadModel(postgres.url);
  folder = mkdtempSync(join(tmpdir(), 'reprise-reseed-'));
  trust = await Trust.open({ readModel: model, folder, schema: `trust_${model.schema}` });
  log = await openLog(nats.url);
  await appendAll(log, history.slice(0, 150), 30);
});
afterEach(async () => {
  await log.close();
  await deleteStream(nats.url);
  await model.close();
  rmSync(folder, { recursive: true });
});

const server = () => ({ servers: nats.url, name: 'test' });
const again = (onProgress?: (progress: ReseedProgress) => void) =>
  reseed({ readModel: model, nats: server(), trust, ...(onProgress && { onProgress }) });
const following = () => {
  const observe = signHeads({ trust, everyEntries: 40, leavingMs: 120_000 }, model, log);
  return startProjector({ readModel: model, log, observe });
};
const contents = async (of: EventLog) =>
  (await entriesOf(of)).map(({ seq, subject, headers, payload }) => ({ seq, subject, headers, payload }));

describe('reseeding the stream from the audit table', () => {
  it('restores the same history, which the tables accept and the services continue', async () => {
    const first = following();
    await until(() => first.status().position === 150, 'the history is projected');
    const [before, tables] = [await contents(log), await digest(model)];
    await deleteStream(nats.url);
    await until(() => first.status().state === 'stream_changed', 'the loss is noticed');
    await first.stop();
    expect((await trust.last())?.seq).toBe(150);

    const progress: ReseedProgress[] = [];
    expect(await again((at) => progress.push(at))).toBe(150);
    expect([...new Set(progress.map(({ phase }) => phase))]).toEqual(['checking', 'filling', 'comparing', 'done']);
    const all = Array.from({ length: 150 }, (_, i) => i + 1);
    const events = (of: string) => progress.filter(({ phase }) => phase === of).map((at) => at.events);
    expect([events('checking'), events('comparing'), events('done')]).toEqual([all, all, [150]]);
    expect(events('filling').at(-1)).toBe(150);
    expect(new Set(progress.map(({ total }) => total))).toEqual(new Set([150]));
    expect(await contents(log)).toEqual(before);
    const position = await readPosition(databaseOf(fork(model)));
    expect(position).toMatchObject({ last_seq: 150, stream_created: (await log.head()).created });

    const second = following();
    await appendAll(log, history.slice(150, 200), 10);
    await until(() => second.status().position === 200, 'what comes after is projected');
    expect(second.status()).toMatchObject({ state: 'following', problem: null });
    await second.stop();
    expect(await verify({ log, readModel: model, trust })).toMatchObject({ ok: true, entries: 200, unsigned: 0 });
    const { audit: _, checkpoint: __, ...rest } = await digest(model);
    const rebuilt = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log, trust });
    expect(rebuilt).toMatchObject({ kept: null, compared: { last_seq: 200, differing: [] } });
    expect(await digest(model)).toMatchObject(rest);
    expect(tables['audit']).toBeDefined();
  });

  it('stops at a gap, names the missing event, and does not follow the partial stream', async () => {
    await projectAll(model, log);
    await deleteStream(nats.url);
    await fork(model).execute('delete from audit where seq = 91');
    const before = await digest(model);
    const stopped = again();
    await expect(stopped).rejects.toThrow(AuditGapError);
    await expect(stopped).rejects.toMatchObject({ name: 'AuditGapError', code: 'AUDIT_GAP', seq: 91 });
    await expect(stopped).rejects.toThrow(
      'Event 91 is missing in the audit table, which should reach to event 150. ' +
        'The stream was filled up to event 90; the tables do not follow it. ' +
        'Bring the audit table back from a backup, remove the stream, and seed it again.',
    );
    expect((await log.head()).last_seq).toBe(90);
    expect(await digest(model)).toEqual(before);
  });

  it('stores an atomic batch whole or not at all, also if one of its events is missing', async () => {
    await projectAll(model, log);
    await deleteStream(nats.url);
    await fork(model).execute('delete from audit where seq = 80');
    await expect(again()).rejects.toThrow(/Event 80 is missing .* filled up to event 60 \(what comes between/);
    expect((await log.head()).last_seq).toBe(60);
  });

  it('treats an audit table that ends too early as one with a gap', async () => {
    await projectAll(model, log);
    await deleteStream(nats.url);
    await fork(model).execute('delete from audit where seq > 100');
    await expect(again()).rejects.toThrow('Event 101 is missing in the audit table, which should reach to event 150');
  });

  it('treats an audit table that ends before the last signed head as one with a gap', async () => {
    await projectAll(model, log);
    await trust.sign(
      { last_seq: 160, count: 160, hash: 'ab'.repeat(32), stream_created: 'once' },
      '2026-01-01T00:00:00Z',
    );
    await deleteStream(nats.url);
    await expect(again()).rejects.toThrow('Event 151 is missing in the audit table, which should reach to event 160');
  });

  it('refuses a stream that is not empty', async () => {
    await projectAll(model, log);
    await expect(again()).rejects.toThrow(StreamNotEmptyError);
  });

  it('writes nothing from an altered audit table', async () => {
    const projector = following();
    await until(() => projector.status().position === 150, 'the history is projected');
    await projector.stop();
    await deleteStream(nats.url);
    await fork(model).execute(`update audit set payload = payload || ' '::bytea where seq = 20`);
    await expect(again()).rejects.toThrow(UnfitAuditError);
    await expect(again()).rejects.toThrow('event 20 is not what its hash says');
    await fork(model).execute(`update audit set headers = '{"a":1}' where seq = 19`);
    await expect(again()).rejects.toThrow('the headers of event 19 are no pairs of text');
    await log.close();
    log = await openLog(nats.url);
    expect((await log.head()).last_seq).toBe(0);
  });

  it('allows the tables to follow no stream with another history', async () => {
    await projectAll(model, log);
    await deleteStream(nats.url);
    await log.close();
    log = await openLog(nats.url);
    await appendAll(log, history.with(9, { ...history[9]!, actor: 'eve' }), 30);
    await expect(acceptStream(model, log)).rejects.toThrow(StreamRefusedError);
  });

  it('allows tables that advanced in the meantime to follow nothing else', async () => {
    await projectAll(model, log);
    const meanwhile: Pick<EventLog, 'head' | 'read'> = {
      head: () => log.head(),
      async *read(filters, range) {
        yield* log.read(filters, range);
        await fork(model).execute('update checkpoint set last_seq = last_seq + 1');
      },
    };
    const before = await digest(model);
    const accepted = acceptStream(model, meanwhile);
    await expect(accepted).rejects.toThrow(new StreamRefusedError('The tables went on meanwhile.'));
    await fork(model).execute('update checkpoint set last_seq = last_seq - 1');
    expect(await digest(model)).toEqual(before);
  });

  it('allows the tables to follow once no other process writes into them', async () => {
    await projectAll(model, log);
    const waits = async () => {
      const [waiting] = await fork(model).execute<
        object[]
      >(`select 1 from pg_locks l join pg_database d on d.oid = l.database
        where datname = current_database() and locktype = 'advisory' and not granted`);
      return waiting !== undefined;
    };
    const { accepted, hasEnded } = await inTransaction(model, async (tx) => {
      await lockInTransaction(databaseOf(tx), 'write', model.schema);
      let ended = false;
      const accepting = acceptStream(model, log).finally(() => (ended = true));
      await until(async () => ended || (await waits()), 'the tables are wanted');
      return { accepted: accepting, hasEnded: ended };
    });
    expect(hasEnded).toBe(false);
    await accepted;
  });

  it('fills nothing from tables without projected events', async () => {
    await deleteStream(nats.url);
    const progress: ReseedProgress[] = [];
    expect(await again((at) => progress.push(at))).toBe(0);
    expect(progress).toEqual([{ phase: 'done', events: 0, total: 0 }]);
  });

  it('leaves no connection to the server', async () => {
    await projectAll(model, log);
    await deleteStream(nats.url);
    let made = 0;
    let open = 0;
    const way = createServer((client) => {
      [made, open] = [made + 1, open + 1];
      const upstream = connect(Number(new URL(nats.url).port), '127.0.0.1');
      const end = () => [client, upstream].forEach((socket) => socket.destroy());
      for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
      client.pipe(upstream).pipe(client);
      client.on('close', () => (open -= 1));
    });
    await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
    const { port } = way.address() as { port: number };
    try {
      const servers = `nats://127.0.0.1:${String(port)}`;
      expect(await reseed({ readModel: model, nats: { ...server(), servers }, trust })).toBe(150);
      expect(made).toBeGreaterThan(0);
      await until(() => open === 0, 'every connection is closed');
    } finally {
      way.close();
    }
  });
});
