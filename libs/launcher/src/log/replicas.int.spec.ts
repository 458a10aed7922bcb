import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { GATEWAY_SOURCE, jobKindFilter, STREAM } from '@reprise/contracts';
import { connectionOptions, eventsOf, makeEvent, newId, openJetStreamLog, type EventLog } from '@reprise/event-log';
import {
  COPY,
  inboxPrefix,
  logins,
  natsAccounts,
  natsUrl,
  runnerInboxPrefix,
  type Login,
} from '@reprise/local-servers';
import { startNatsCluster, waitUntil, type TestNatsCluster } from '@reprise/testing';
import { prepareLog, type LogPlace } from './prepare-log.ts';

const RUNNER = 'runner-1';
const PASSWORD = 'secret';
const PATIENT = { name: 'test', deadlineMs: 60_000, bootMs: 300_000 };

let cluster: TestNatsCluster;
beforeAll(async () => {
  const passwords = Object.fromEntries(logins.map((login) => [login, PASSWORD])) as Record<Login, string>;
  cluster = await startNatsCluster(natsAccounts(passwords, { [RUNNER]: PASSWORD }));
});
afterAll(() => cluster.stop());

/** Addresses of all servers, without a login. */
const hosts = () => cluster.servers.map(({ url }) => new URL(url).host).join();
const as = (login: Login) => natsUrl(login, PASSWORD, hosts());
const asRunner = () => `nats://${RUNNER}:${PASSWORD}@${hosts()}?inbox_prefix=${runnerInboxPrefix(RUNNER)}`;

const place = (replicas: number): LogPlace => ({
  reprise: as('reprise'),
  copier: as('copier'),
  upgrader: as('upgrader'),
  replicas,
});

/** Number of replicas of the log and the copy. */
async function replicas(): Promise<number[]> {
  const found: number[] = [];
  for (const [login, stream] of [
    ['upgrader', STREAM],
    ['copier', COPY],
  ] as const) {
    const nc = await connect(connectionOptions({ servers: as(login), name: 'test', inboxPrefix: inboxPrefix(login) }));
    const { streams } = await jetstreamManager(nc, { checkAPI: false });
    found.push((await streams.info(stream)).config.num_replicas);
    await nc.close();
  }
  return found;
}

/** Creates the log, once the servers have elected a leader. */
const created = (replicas_: number) =>
  waitUntil(() => prepareLog(place(replicas_)).catch(() => undefined), { every: 200, what: 'the log is created' });

const idsIn = async (log: EventLog, job: string): Promise<string[]> =>
  (await eventsOf(log.read(jobKindFilter(job, 'life')))).map(({ id }) => id);

it('gets missing replicas of log and copy, and each login can use the log in a cluster', async () => {
  expect(await created(1)).toEqual([]);
  expect(await replicas()).toEqual([1, 1]);
  expect(await prepareLog(place(3))).toEqual([]);
  expect(await replicas()).toEqual([3, 3]);
  expect(await prepareLog(place(1))).toEqual([]);
  expect(await replicas()).toEqual([3, 3]);

  const { log: gateway } = await openJetStreamLog({ ...PATIENT, servers: as('gateway') });
  const { log: runner } = await openJetStreamLog({ ...PATIENT, servers: asRunner(), isFiltered: true });
  const [job, id] = [newId(), newId()];
  const event = makeEvent(
    { type: 'cancel_requested', subject: job, data: { attempt: 1, reason: null } },
    {
      id,
      time: '2026-01-01T00:00:00.000Z',
      actor: 'admin',
      source: GATEWAY_SOURCE,
      correlation_id: id,
      causation_id: id,
    },
  );
  await gateway.append(event);
  expect(await idsIn(gateway, job)).toEqual([id]);
  expect(await gateway.lastSeq(jobKindFilter(job, 'life'))).toBe(1);
  // A server that is behind may answer a runner.
  await waitUntil(async () => (await idsIn(runner, job)).includes(id), { what: 'the runner reads the event' });
  await Promise.all([gateway.close(), runner.close()]);
});
