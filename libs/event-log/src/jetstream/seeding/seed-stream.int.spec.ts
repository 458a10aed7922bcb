import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, nanos, type NatsConnection } from '@nats-io/transport-node';
import { jobFilter, queueFilter, STREAM } from '@reprise/contracts';
import { startNats, type TestServer } from '@reprise/testing';
import { StreamNotEmptyError } from '../../errors.ts';
import { EVERYTHING, type EventLog, type Header, type LogEntry } from '../../event-log.ts';
import { claim, life, priorityChange } from '../../log-under-test.fixture.ts';
import { newId } from '../../ids.ts';
import { openJetStreamLog } from '../open-jetstream-log.ts';
import { seedStream, streamExists } from './seed-stream.ts';
import type { SeedMessage } from './seeder.ts';
import { streamConfig } from '../stream.ts';

/** With two busy cores, a few hundred fsyncs can be slow. */
const PATIENT = { requestMs: 30_000, deadlineMs: 100_000 };

let server: TestServer;
let nc: NatsConnection;
beforeAll(async () => {
  server = await startNats();
  nc = await connect({ servers: server.url });
});
afterAll(async () => {
  await nc.close();
  await server.stop();
});
const manager = () => jetstreamManager(nc);
const openLog = async () => (await openJetStreamLog({ servers: server.url, name: 'test', ...PATIENT })).log;
const seed = (messages: readonly SeedMessage[]) =>
  seedStream(
    { servers: server.url, name: 'test' },
    (async function* () {
      yield* messages;
    })(),
  );
/**
 * @param window milliseconds for which the stream remembers ids; the default is too long for tests
 */
async function emptyStream(window = 120_000): Promise<void> {
  const { streams } = await manager();
  if (await streamExists({ servers: server.url, name: 'test' })) await streams.delete(STREAM);
  await streams.add({ ...streamConfig(1), duplicate_window: nanos(window) });
}
const message = (seq: number, own: readonly Header[] = []): SeedMessage => ({
  seq,
  subject: 'reprise.queues.q.foreign',
  headers: own,
  payload: new Uint8Array([seq]),
});
const stored = (entries: readonly LogEntry[]) =>
  entries.map(({ seq, subject, headers: own, payload }) => ({ seq, subject, headers: own, payload }));

async function entriesOf(log: EventLog): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of log.read(EVERYTHING)) entries.push(entry);
  return entries;
}

/** Single events, atomic batches with expectations, a foreign message, and a duplicate id. */
async function history(): Promise<LogEntry[]> {
  const log = await openLog();
  for (let n = 0; n < 150; n++) {
    const job = newId();
    const { seq } = await log.append(priorityChange(job), { filter: life(job), seq: 0 });
    if (n % 3 === 0) {
      const queue = `q${String(n % 2)}`;
      const [taken, claimed] = claim(job, queue, 'r1');
      const filter = queueFilter(queue);
      await log.appendAtomic([
        { event: taken, expected: { filter, seq: await log.lastSeq(filter) } },
        { event: claimed, expected: { filter: life(job), seq } },
        { event: priorityChange(job) },
      ]);
    }
  }
  const odd = headers();
  for (const [name, value] of [
    ['b', '2'],
    ['a', ' ä\t1'],
    ['b', '1'],
    ['Nats-Msg-Id', 'twice'],
  ] as const)
    odd.append(name, value);
  const jsm = await manager();
  await jsm.streams.update(STREAM, { duplicate_window: 100_000_000 });
  for (let n = 0; n < 2; n++) {
    const publish = async () =>
      (
        await nc.request('reprise.queues.q.foreign', new Uint8Array([0, 255, n]), { headers: odd, timeout: 30_000 })
      ).json<{
        duplicate?: boolean;
      }>();
    while ((await publish()).duplicate) continue;
  }
  await jsm.streams.update(STREAM, { duplicate_window: 120_000_000_000 });
  const entries = await entriesOf(log);
  await log.close();
  return entries;
}

describe('seeding an empty stream', () => {
  it('stores every message at its old sequence, unchanged, and leaves a log', async () => {
    const entries = await history();
    await emptyStream(100);
    expect(await seed(stored(entries))).toBe(entries.length);
    await (await manager()).streams.update(STREAM, { duplicate_window: nanos(120_000) });
    const log = await openLog();
    expect(stored(await entriesOf(log))).toEqual(stored(entries));

    const job = newId();
    expect(await log.append(priorityChange(job))).toEqual({ seq: entries.length + 1, duplicate: false });
    expect(await log.lastSeq(jobFilter(job))).toBe(entries.length + 1);
    await log.close();
  });

  it('creates the stream if it does not exist', async () => {
    await (await manager()).streams.delete(STREAM);
    expect(await streamExists({ servers: server.url, name: 'test' })).toBe(false);
    expect(await seed([message(1)])).toBe(1);
    expect(await streamExists({ servers: server.url, name: 'test' })).toBe(true);
    await (await openLog()).close();
  });

  it('stores a repeated id of an atomic batch again', async () => {
    await emptyStream(100);
    const batched = (sequence: number, ...more: Header[]): Header[] => [
      ['Nats-Batch-Id', 'b'],
      ['Nats-Batch-Sequence', String(sequence)],
      ...more,
    ];
    const twice: Header = ['Nats-Msg-Id', 'twice'];
    const commit: Header = ['Nats-Batch-Commit', '1'];
    expect(await seed([message(1, [twice]), message(2, batched(1)), message(3, batched(2, twice, commit))])).toBe(3);
    expect((await (await manager()).streams.info(STREAM)).state.last_seq).toBe(3);
  });

  it('refuses a stream that is not empty, and states its last sequence', async () => {
    await emptyStream();
    const log = await openLog();
    const { seq } = await log.append(priorityChange(newId()));
    await log.close();
    await expect(seed([])).rejects.toThrow(StreamNotEmptyError);
    await expect(seed([])).rejects.toThrow(`reaches to event ${String(seq)}`);
  });

  it('stops if another client writes into the stream, or an event is missing', async () => {
    await emptyStream();
    await expect(seed([message(1), message(3)])).rejects.toThrow('Event 2 is missing before 3');
    await emptyStream();
    const disturbed = seedStream(
      { servers: server.url, name: 'test' },
      (async function* () {
        await nc.request('reprise.queues.q.foreign', 'disturbs', { timeout: 30_000 });
        yield message(1);
      })(),
    );
    await expect(disturbed).rejects.toThrow('somebody else writes into the stream');
    const log = await openLog();
    await log.close();
  });
});
