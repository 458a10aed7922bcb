import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { jobFilter, queueFilter, STREAM } from '@reprise/contracts';
import { startNats, waitUntil, type TestNats, type TestServer } from '@reprise/testing';
import { LogUnavailableError, StreamChangedError } from '../errors.ts';
import { EVERYTHING, eventsOf, type EventLog, type LogEntry } from '../event-log.ts';
import { eventLogSuite } from '../event-log.suite.ts';
import { newId } from '../ids.ts';
import { claim, life, priorityChange, take, type LogUnderTest } from '../log-under-test.fixture.ts';
import { directGet } from './reading/direct-get.ts';
import { Link } from './link.ts';
import { lossyLink, type LossyLink } from './lossy-link.fixture.ts';
import { openJetStreamLog, type JetStreamOptions } from './open-jetstream-log.ts';

/** With two busy cores, a few thousand fsyncs can be slow. */
const PATIENT = { requestMs: 30_000, deadlineMs: 100_000, bootMs: 120_000 };

const openLog = async (servers: string, options: Partial<JetStreamOptions> = {}): Promise<EventLog> =>
  (await openJetStreamLog({ servers, name: 'test', ...PATIENT, ...options })).log;

describe('The event log in JetStream', () => {
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

  const tried = async (options: Partial<JetStreamOptions>): Promise<LogUnderTest> => {
    const log = await openLog(server.url, options);
    return {
      log,
      stop: () => log.close(),
      plant: async ({ subject, headers: own, payload }) => {
        const planted = headers();
        for (const [name, value] of own) planted.append(name, value);
        return (await jetstream(nc).publish(subject, payload, { headers: planted })).seq;
      },
    };
  };
  eventLogSuite(() => tried({}));
  describe('read under one filter at a time', () => eventLogSuite(() => tried({ isFiltered: true })));

  it('allows no client to delete or purge an event', async () => {
    const log = await openLog(server.url);
    const job = newId();
    const { seq } = await log.append(priorityChange(job));
    const jsm = await jetstreamManager(nc);
    await expect(jsm.streams.deleteMessage(STREAM, seq)).rejects.toThrow('not permitted');
    await expect(jsm.streams.purge(STREAM, { filter: jobFilter(job) })).rejects.toThrow('not permitted');
    expect(await log.lastSeq(jobFilter(job))).toBe(seq);
    await log.close();
  });

  it('leaves no subscription after a read', async () => {
    const watched = await connect({ servers: server.url });
    using subscribing = jest.spyOn(watched, 'subscribe');
    await directGet(new Link(watched), { last_by_subj: EVERYTHING }, 1000);
    const [made] = subscribing.mock.results;
    expect((made?.value as Subscription).isClosed()).toBe(true);
    await watched.close();
  });

  it('leaves no consumer after a follow', async () => {
    const log = await openLog(server.url);
    const jsm = await jetstreamManager(nc);
    const job = newId();
    await log.append(priorityChange(job));
    const consumers = async () => {
      const names: string[] = [];
      for await (const { name } of jsm.consumers.list(STREAM)) names.push(name);
      return names;
    };
    // Messages of earlier tests may still be in flight.
    const before = await consumers();
    for (let i = 0; i < 5; i++) await take(log.follow(jobFilter(job), { from: 1 }), 1);
    await until(async () => (await consumers()).every((name) => before.includes(name)));
    await log.close();
  });
});

describe('A missing acknowledgement', () => {
  let server: TestServer;
  let link: LossyLink;
  let log: EventLog;
  let direct: EventLog;
  beforeAll(async () => {
    server = await startNats();
    direct = await openLog(server.url);
  });
  afterAll(async () => {
    await direct.close();
    await server.stop();
  });
  beforeEach(async () => {
    link = await lossyLink(server.url);
    log = await openLog(link.url, { requestMs: 1000 });
  });
  afterEach(async () => {
    await log.close();
    await link.close();
  });

  it.each([true, false])('leaves one event, and its sequence is found (with expectation: %s)', async (guarded) => {
    const job = newId();
    const event = priorityChange(job);
    const lost = link.loseNextAck();
    const { seq } = await log.append(event, guarded ? { filter: life(job), seq: 0 } : undefined);
    await lost;
    expect(await eventsOf(direct.read(jobFilter(job)))).toMatchObject([{ id: event.id, seq }]);
  });

  it('of a failing server, as on a full disk, makes the log not ready until an append succeeds', async () => {
    const impatient = await openLog(link.url, { requestMs: 300, deadlineMs: 500 });
    link.loseAcks(true);
    await expect(impatient.append(priorityChange(newId()))).rejects.toMatchObject({ outcome: 'unknown' });
    expect((await impatient.head()).last_seq).toBeGreaterThan(0);
    expect(await impatient.ready()).toBe(false);
    link.loseAcks(false);
    await impatient.append(priorityChange(newId()));
    expect(await impatient.ready()).toBe(true);
    await impatient.close();
  });

  it('leaves one batch, and its sequences are found', async () => {
    const [job, queue] = [newId(), `q-${newId()}`];
    const [taken, claimed] = claim(job, queue, 'r1');
    const lost = link.loseNextAck();
    const { seqs } = await log.appendAtomic([
      { event: taken, expected: { filter: queueFilter(queue), seq: 0 } },
      { event: claimed, expected: { filter: life(job), seq: 0 } },
    ]);
    await lost;
    const stored = await eventsOf(direct.read([queueFilter(queue), jobFilter(job)]));
    expect(stored.map(({ id, seq }) => [id, seq])).toEqual([
      [taken.id, seqs[0]],
      [claimed.id, seqs[1]],
    ]);
  });

  it('is an unknown outcome if the server stays silent, and a repeated append is safe', async () => {
    const job = newId();
    const event = priorityChange(job);
    const expected = { filter: life(job), seq: 0 };
    const impatient = await openLog(link.url, { requestMs: 1000, deadlineMs: 3000 });
    link.silence();
    const appending = impatient.append(event, expected);
    await expect(appending).rejects.toMatchObject({ name: 'LogUnavailableError', outcome: 'unknown' });
    await impatient.close();
    expect(await direct.append(event, expected)).toMatchObject({ duplicate: true });
    expect(await eventsOf(direct.read(jobFilter(job)))).toHaveLength(1);
  });
});

describe('A server crash', () => {
  let server: TestServer;
  let log: EventLog;
  beforeAll(async () => {
    server = await startNats();
    log = await openLog(server.url);
  });
  afterAll(async () => {
    await log.close();
    await server.stop();
  });

  it('loses and duplicates no event that is appended in the meantime', async () => {
    const job = newId();
    const events = Array.from({ length: 400 }, (_, i) => priorityChange(job, i));
    const half = (async () => {
      for (const event of events.slice(0, 200)) await log.append(event);
    })();
    const otherHalf = Promise.all(events.slice(200).map((event) => log.append(event)));
    await until(async () => (await log.lastSeq(jobFilter(job))) > 50);
    await server.kill();
    await server.start();
    await Promise.all([half, otherHalf]);
    const stored = await eventsOf(log.read(jobFilter(job)));
    expect(stored.map(({ id }) => id).sort()).toEqual(events.map(({ id }) => id).sort());
  });

  it('does not stop a follower, which misses and repeats nothing', async () => {
    const job = newId();
    const { last_seq } = await log.head();
    const followed = take(log.follow(life(job), { from: last_seq + 1 }), 60);
    const reported: string[] = [];
    const stop = log.onConnection((connection) => reported.push(connection));
    for (let i = 0; i < 60; i++) {
      if (i === 20) await server.kill();
      if (i === 20) await server.start();
      if (i === 40) await server.restart();
      await log.append(priorityChange(job, i));
    }
    expect((await followed).map(({ event }) => (event?.data as { to: number }).to)).toEqual([...Array(60).keys()]);
    expect(reported).toEqual(['disconnected', 'connected', 'disconnected', 'connected']);
    stop();
  });

  it('is waited out until the deadline, and nothing is queued for later', async () => {
    const impatient = await openLog(server.url, { deadlineMs: 500 });
    const job = newId();
    await server.kill();
    await until(() => impatient.connection === 'disconnected');
    const unsent = { name: 'LogUnavailableError', outcome: 'not_stored' };
    await expect(impatient.append(priorityChange(job))).rejects.toMatchObject(unsent);
    await expect(impatient.head()).rejects.toThrow(LogUnavailableError);
    expect(await impatient.ready()).toBe(false);
    await server.start();
    await until(() => impatient.ready());
    expect(await impatient.lastSeq(jobFilter(job))).toBe(0);
    await impatient.close();
  });
});

describe('A stream that was replaced', () => {
  let server: TestServer;
  let nc: NatsConnection;
  let jsm: JetStreamManager;
  let log: EventLog;
  beforeEach(async () => {
    server = await startNats();
    nc = await connect({ servers: server.url });
    jsm = await jetstreamManager(nc);
    log = await openLog(server.url);
    for (let i = 0; i < 5; i++) await log.append(priorityChange(newId()));
  });
  afterEach(async () => {
    await log.close();
    await nc.close();
    await server.stop();
  });

  it.each([0, 5, 50])('ends a follower if it was deleted and created again with %i events', async (count) => {
    const following = follow(log, 6);
    await until(() => following.seqs.length === 5);
    await jsm.streams.delete(STREAM);
    const again = await openLog(server.url);
    for (let i = 0; i < count; i++) await again.append(priorityChange(newId()));
    await expect(following.end).rejects.toThrow(StreamChangedError);
    expect(following.seqs).toEqual([1, 2, 3, 4, 5]);
    await again.close();
  });

  it('ends a follower if it is gone', async () => {
    const following = follow(log, 6);
    await until(() => following.seqs.length === 5);
    await jsm.streams.delete(STREAM);
    await expect(following.end).rejects.toThrow(StreamChangedError);
    await expect(log.head()).rejects.toThrow(StreamChangedError);
  });

  it('stops no follower if only the consumer was deleted', async () => {
    const following = follow(log, 6);
    await until(() => following.seqs.length === 5);
    for await (const { name } of jsm.consumers.list(STREAM)) await jsm.consumers.delete(STREAM, name);
    await log.append(priorityChange(newId()));
    await following.end;
    expect(following.seqs).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('A store that was restored from an older copy', () => {
  let nats: TestNats;
  let log: EventLog;
  beforeEach(async () => {
    nats = await startNats();
    log = await openLog(nats.url);
  });
  afterEach(async () => {
    await log.close();
    await nats.stop();
  });

  it('ends a follower, although it grew again beyond the followed sequence', async () => {
    const [store, copy] = [join(nats.folder, 'store'), join(nats.folder, 'copy')];
    const grow = async (events: number): Promise<void> => {
      for (let i = 0; i < events; i++) await log.append(priorityChange(newId()));
    };
    await grow(3);
    await nats.kill();
    cpSync(store, copy, { recursive: true });
    await nats.start();
    await grow(2);
    const batches = log.follow(EVERYTHING, { from: 1 })[Symbol.asyncIterator]();
    const seqs: number[] = [];
    while (seqs.length < 5) seqs.push(...((await batches.next()).value as LogEntry[]).map(({ seq }) => seq));

    await nats.kill();
    rmSync(store, { recursive: true });
    cpSync(copy, store, { recursive: true });
    await nats.start();
    await grow(4);
    await expect(batches.next()).rejects.toThrow('event 5 of the log is not the one that was read before');
  });
});

/** Follows from the start until `count` events arrive; `end` says how it ended. */
function follow(log: EventLog, count: number): { seqs: number[]; end: Promise<void> } {
  const seqs: number[] = [];
  const run = async (): Promise<void> => {
    for await (const batch of log.follow(EVERYTHING, { from: 1 })) {
      seqs.push(...batch.map(({ seq }) => seq));
      if (seqs.length >= count) return;
    }
  };
  const end = run();
  end.catch(() => undefined);
  return { seqs, end };
}

const until = (condition: () => boolean | Promise<boolean>) => waitUntil(condition, { what: String(condition) });
