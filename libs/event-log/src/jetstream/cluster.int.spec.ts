import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { jobFilter, STREAM, type AnyEvent } from '@reprise/contracts';
import { startNatsCluster, waitUntil, type ClusterServer, type TestNatsCluster } from '@reprise/testing';
import { ConflictError, LogUnavailableError } from '../errors.ts';
import { EVERYTHING, eventsOf, type EventLog } from '../event-log.ts';
import { eventLogSuite } from '../event-log.suite.ts';
import { newId } from '../ids.ts';
import { collect, life, priorityChange, take, type LogUnderTest } from '../log-under-test.fixture.ts';
import { connectionOptions } from './connect.ts';
import { openJetStreamLog, type JetStreamOptions } from './open-jetstream-log.ts';

/** An election takes up to nine seconds, and longer on a busy machine. */
const PATIENT = { requestMs: 2_000, deadlineMs: 100_000, bootMs: 300_000, replicas: 3 };

let cluster: TestNatsCluster;
let nc: NatsConnection;
let jsm: JetStreamManager;
beforeAll(async () => {
  cluster = await startNatsCluster();
  nc = await connect(connectionOptions({ servers: cluster.url, name: 'observer' }));
  jsm = await jetstreamManager(nc, { checkAPI: false });
});
afterAll(async () => {
  await nc.close();
  await cluster.stop();
});

const openLog = async (servers: string, options: Partial<JetStreamOptions> = {}): Promise<EventLog> =>
  (await openJetStreamLog({ servers, name: 'test', ...PATIENT, ...options })).log;

const replicaNames = async (): Promise<string[]> => {
  const { cluster: group } = await jsm.streams.info(STREAM);
  return [group?.leader, ...(group?.replicas ?? []).flatMap(({ current, name }) => (current ? name : []))].filter(
    (name) => name !== undefined,
  );
};

/** Whether all three servers have everything. */
const isWhole = () =>
  replicaNames().then(
    (names) => names.length === 3,
    () => false,
  );

async function leader(): Promise<ClusterServer> {
  const [name] = await replicaNames();
  return cluster.servers.find((server) => server.name === name)!;
}

describe('The event log in a cluster of three servers', () => {
  eventLogSuite(async (): Promise<LogUnderTest> => {
    const log = await openLog(cluster.url);
    const plant: LogUnderTest['plant'] = async ({ subject, headers: own, payload }) => {
      const planted = headers();
      for (const [name, value] of own) planted.append(name, value);
      return (await jetstream(nc).publish(subject, payload, { headers: planted })).seq;
    };
    return { log, stop: () => log.close(), plant };
  });

  it('finds an event or batch that was stored before, also with a login that reads one filter at a time', async () => {
    const log = await openLog(cluster.url, { isFiltered: true });
    for (let round = 0; round < 40; round++) {
      const job = newId();
      const expected = { filter: life(job), seq: 0 };
      const batch = [{ event: priorityChange(job), expected }, { event: priorityChange(job) }];
      const { seqs } = await log.appendAtomic(batch);
      expect(await log.appendAtomic(batch)).toEqual({ seqs, duplicate: true });
      await expect(log.append(priorityChange(job), expected)).rejects.toThrow(ConflictError);
      const again = { event: priorityChange(job), expected: { filter: life(job), seq: seqs[1]! } };
      const { seq } = await log.append(again.event, again.expected);
      expect(await log.append(again.event, again.expected)).toEqual({ seq, duplicate: true });
    }
    await log.close();
  });
});

describe('A cluster whose leader is killed', () => {
  it('loses no acknowledged event, doubles none, and does not stop a follower on any server', async () => {
    await waitUntil(isWhole, { what: 'the log is on three servers' });
    // The second one reads as runners do.
    const logs = await Promise.all(
      cluster.servers.map(({ url }, i) => openLog(`${url},${cluster.url}`, { isFiltered: i === 1 })),
    );
    const job = newId();
    const events = Array.from({ length: 300 }, (_, i) => priorityChange(job, i));
    const { last_seq } = await logs[0]!.head();
    const followed = logs.map((log) => take(log.follow(life(job), { from: last_seq + 1 }), events.length));
    const acknowledged = new Map<string, number>();
    const append = async (log: EventLog, event: AnyEvent): Promise<void> => {
      acknowledged.set(event.id, (await log.append(event)).seq);
    };
    const writing = Promise.all(
      logs.map(async (log, n) => {
        for (const [i, event] of events.entries()) if (i % logs.length === n) await append(log, event);
      }),
    );
    await waitUntil(() => acknowledged.size > 30, { what: 'some events are acknowledged' });
    const killed = await leader();
    await killed.kill();
    await writing;
    await killed.start();
    const stored = await eventsOf(logs[0]!.read(jobFilter(job)));
    expect(new Map(stored.map(({ id, seq }) => [id, seq]))).toEqual(acknowledged);
    expect(stored).toHaveLength(events.length);
    for (const entries of await Promise.all(followed))
      expect(entries.map(({ seq }) => seq)).toEqual(stored.map(({ seq }) => seq));
    await Promise.all(logs.map((log) => log.close()));
  });
});

describe('A server that comes back and is behind', () => {
  it('gives no answer that is older than the log', async () => {
    await waitUntil(isWhole, { what: 'the log is on three servers' });
    const first = await leader();
    const late = cluster.servers.find((server) => server !== first)!;
    const log = await openLog(cluster.servers.flatMap(({ url }) => (url === late.url ? [] : [url])).join());
    const missed = newId();
    await late.kill();
    for (let i = 0; i < 40; i++)
      await Promise.all(Array.from({ length: 50 }, () => log.append(priorityChange(missed, i))));
    await late.start();
    const behind = await openLog(late.url);
    const job = newId();
    for (let seq = 0, i = 0; i < 200; i++) {
      ({ seq } = await log.append(priorityChange(job, i), { filter: life(job), seq }));
      expect(await answered(() => behind.lastSeq(life(job)))).toBe(seq);
      expect(await answered(() => eventsOf(behind.read(life(job))))).toHaveLength(i + 1);
    }
    expect(await answered(() => eventsOf(behind.read(life(missed))))).toHaveLength(2000);
    expect(await answered(() => collect(behind.read(EVERYTHING)))).toHaveLength((await log.head()).last_seq);
    await Promise.all([log.close(), behind.close()]);
  });
});

/** Repeats a read while the log cannot answer. */
const answered = <T extends object | number>(read: () => Promise<T>): Promise<T> =>
  waitUntil(
    async () => {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof LogUnavailableError)) throw error;
        return undefined;
      }
    },
    { every: 100, what: 'the log answers' },
  );
