import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ALL_LIFECYCLE, ALL_QUEUES, GATEWAY_REQUESTS, STREAM, type AnyEvent, type EventType } from '@reprise/contracts';
import { connectionOptions, newId, openJetStreamLog, type EventLog } from '@reprise/event-log';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';
import { type ConsumerFile, LOG_API, runnerPasswords } from '@reprise/local-servers';
import { readSettings } from '../settings.ts';
import { addRunnerLogin, portOf } from './runner-login.ts';
import { waitUntil } from '@reprise/testing';
import { checkout } from '@reprise/setup';

/** Subject id of the published examples. */
const RUNNER = '0f8b6c1e-6d0a-4c1b-9a33-2b1d5e7f9a10';
const golden = (type: EventType): AnyEvent => {
  const folder = join(checkout, 'libs/contracts/golden', type);
  // The current version, because older ones are read but not appended.
  const file = join(folder, readdirSync(folder).sort().at(-1)!);
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as AnyEvent), id: newId() };
};
const open = async (servers: string, isFiltered = false) =>
  (await openJetStreamLog({ servers, name: 'test', requestMs: 30_000, deadlineMs: 60_000, isFiltered })).log;

let nats: TestEmbeddedNats;
beforeAll(async () => {
  nats = await startEmbeddedNats(RUNNER);
});
afterAll(() => nats.stop());

describe('the login of a service', () => {
  let logs: Record<'gateway' | 'runner', EventLog>;
  beforeAll(async () => {
    logs = { gateway: await open(nats.urls.gateway), runner: await open(nats.runners[RUNNER]!, true) };
  });
  afterAll(() => Promise.all([logs.gateway.close(), logs.runner.close()]));

  it('cannot append a forged event in a batch, which is refused as a whole', async () => {
    const before = (await logs.gateway.head()).last_seq;
    const batch = [golden('cancel_requested'), golden('attempt_succeeded')].map((event) => ({ event }));
    await expect(logs.gateway.appendAtomic(batch)).rejects.toThrow('Permissions Violation');
    expect((await logs.gateway.head()).last_seq).toBe(before);
  });

  it('follows jobs and queues in the order of the log as a gateway, and each by itself as a runner', async () => {
    for (const type of ['submitted', 'cancel_requested', 'cancel_refused'] as const)
      await logs.gateway.append(golden(type));
    for (const type of ['attempt_claimed', 'task_started', 'slot_taken'] as const)
      await logs.runner.append(golden(type));
    const { last_seq } = await logs.runner.head();
    const seen: number[] = [];
    for await (const batch of logs.gateway.follow([ALL_LIFECYCLE, ALL_QUEUES], { from: 1 })) {
      seen.push(...batch.map(({ seq }) => seq));
      if (seen.includes(await logs.runner.lastSeq([ALL_LIFECYCLE, ALL_QUEUES]))) break;
    }
    const followed: number[] = [];
    for (const filter of [ALL_LIFECYCLE, ALL_QUEUES]) {
      const last = await logs.runner.lastSeq(filter);
      for await (const batch of logs.runner.follow(filter, { from: 1 })) {
        followed.push(...batch.map(({ seq }) => seq));
        if (followed.includes(last)) break;
      }
    }
    expect(seen.length).toBeGreaterThanOrEqual(4);
    expect(followed.toSorted((x, y) => x - y)).toEqual(seen);
    expect(last_seq).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);
  });

  it('creates no consumer that sends events to the log, where their headers would be accepted under the new subject', async () => {
    const nc = await connect(connectionOptions({ servers: nats.urls.runner, name: 'test' }));
    const jsm = await jetstreamManager(nc, { checkAPI: false });
    const deliver_subject = `reprise.jobs.${newId()}.life.attempt_failed.${RUNNER}`;
    const made = jsm.consumers.add(STREAM, {
      name: 'cycle',
      deliver_subject,
      ack_policy: AckPolicy.None,
      filter_subject: ALL_LIFECYCLE,
    });
    await expect(made).rejects.toThrow('forms a cycle');
    await nc.close();
  });

  it.each(['gateway', 'runner'] as const)('changes nothing about the log as a %s', async (service) => {
    const nc = await connect(connectionOptions({ servers: nats.urls[service], name: 'test' }));
    await expectNoPowerOver(await jetstreamManager(nc, { checkAPI: false }), STREAM);
    await nc.close();
  });

  it('receives only its own answers', async () => {
    const nc = await connect(connectionOptions({ servers: nats.urls.runner, name: 'test' }));
    for (const subject of [
      '_INBOX_gateway.>',
      '_INBOX_runner.>',
      `_INBOX_runner.${RUNNER}.>`,
      '_INBOX.>',
      GATEWAY_REQUESTS,
      '>',
    ])
      await expect(denied(nc, subject)).resolves.toContain('Permissions Violation');
    await nc.close();
  });
});

describe('the login of a further runner', () => {
  const ofServer = () =>
    readSettings({ REPRISE_DATA_DIR: nats.dataFolder, REPRISE_NATS_PORT: portOf(nats.dataFolder) });

  it('is created while the server runs and others stay connected, and survives a restart', async () => {
    const log = await open(nats.urls.gateway);
    const lost: string[] = [];
    log.onConnection((connection) => lost.push(connection));
    const login = await addRunnerLogin(ofServer(), 'runner-2');
    expect(login).toMatchObject({ REPRISE_RUNNER_ID: 'runner-2' });
    await (await open(login.NATS_URL, true)).close();
    await log.append(golden('cancel_requested'));
    expect(lost).toEqual([]);
    await log.close();
    await nats.restart();
    await (await open(login.NATS_URL, true)).close();
  });

  it.each(['gateway', 'reprise', 'a.b', '*', '>', '../x', ''])('is refused under the name %j', async (id) => {
    const adding = addRunnerLogin(ofServer(), id);
    await expect(adding).rejects.toThrow('The runner id');
  });

  it.each([
    ['the server takes another port at each start', undefined, 'Set REPRISE_NATS_PORT first'],
    ['the server runs on another port', '1', 'start Reprise again with that setting'],
  ])('is refused, with the first step to take, if %s', async (_, port, advice) => {
    const settings = readSettings({ REPRISE_DATA_DIR: nats.dataFolder, REPRISE_NATS_PORT: port });
    await expect(addRunnerLogin(settings, 'runner-3')).rejects.toThrow(advice);
    expect(Object.keys(runnerPasswords(nats.dataFolder))).not.toContain('runner-3');
  });
});

describe('the login that created the log', () => {
  it('cannot delete anything from it either', async () => {
    const nc = await connect(connectionOptions({ servers: nats.url, name: 'test' }));
    await expectNoPowerOver(await jetstreamManager(nc), STREAM);
    await nc.close();
  });
});

describe('a program that reads the events', () => {
  let file: ConsumerFile;
  let nc: NatsConnection;
  let jsm: JetStreamManager;
  const connectAs = ({ url, user, password, inbox_prefix }: ConsumerFile) =>
    connect({ servers: url, user, pass: password, inboxPrefix: inbox_prefix });
  beforeAll(async () => {
    file = nats.consumer();
    nc = await connectAs(file);
    jsm = await jetstreamManager(nc);
  });
  afterAll(() => nc.close());

  it('finds its access in a file that only the owner can read, like the passwords', () => {
    expect(file).toMatchObject({ user: 'consumer', inbox_prefix: '_INBOX_consumer' });
    const secret = [
      'nats/consumer.json',
      'nats/nats-server.conf',
      'nats/accounts.conf',
      'nats.password',
      'nats.gateway.password',
    ];
    for (const name of [
      ...secret,
      `nats/runners/${RUNNER}`,
      'nats.upgrader.password',
      'nats.consumer.password',
      'nats.copier.password',
    ])
      expect([name, statSync(join(nats.dataFolder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('receives everything at its sequence, unchanged, and new events at once', async () => {
    const log = await open(nats.urls.gateway);
    const event = golden('cancel_requested');
    const { seq } = await log.append(event);
    const consumer = await jetstream(nc).consumers.get(file.stream, { deliver_policy: DeliverPolicy.All });
    const seen: number[] = [];
    for await (const message of await consumer.consume()) {
      seen.push(message.seq);
      if (message.seq < seq) continue;
      expect(message.headers?.get('ce-id')).toBe(event.id);
      expect(message.json()).toEqual(event.data);
      // As published, without the writer that the log's subject ends in.
      expect(message.subject).toBe(`reprise.jobs.${event.subject}.life.cancel_requested`);
      break;
    }
    expect(seen).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    await log.close();
  });

  it('keeps a position, also while the server is away', async () => {
    await jsm.consumers.add(file.stream, { durable_name: 'kept', ack_policy: AckPolicy.Explicit });
    const consumer = await jetstream(nc).consumers.get(file.stream, 'kept');
    const first = await consumer.next();
    expect(await first?.ackAck()).toBe(true);
    await nc.close();
    await nats.restart();
    file = nats.consumer();
    nc = await connectAs(file);
    jsm = await jetstreamManager(nc);
    expect((await (await jetstream(nc).consumers.get(file.stream, 'kept')).next())?.seq).toBe(2);
  });

  it('changes nothing, in the log or in its copy', async () => {
    for (const stream of [STREAM, file.stream]) await expectNoPowerOver(jsm, stream);
    await expectRefused(jsm.streams.add({ name: 'OTHER', subjects: ['other'] }));
  });

  it('sends nothing to our services', async () => {
    const js = jetstream(nc);
    const subjects = ['reprise.jobs.x.life.cancel_requested', 'rpc.gateway.open_jobs', 'rpc.heartbeat', 'anything'];
    for (const subject of [...subjects, `${LOG_API}.CONSUMER.CREATE.${STREAM}`])
      await expect(js.publish(subject, '{}', { timeout: 30_000 })).rejects.toThrow(/Permissions Violation/);
  });

  it('creates no consumer that sends to our services, whatever its subject', async () => {
    const ours = await connect(connectionOptions({ servers: nats.url, name: 'test' }));
    const heard: string[] = [];
    const subjects = ['reprise.jobs.>', 'reprise.queues.>', 'rpc.>', '_INBOX_runner.>'];
    for (const subject of subjects) ours.subscribe(subject, { callback: () => void heard.push(subject) });
    await ours.flush();
    const consumers = async () => (await (await jetstreamManager(ours)).consumers.list(STREAM).next()).length;
    const before = await consumers();
    const targets = [
      'reprise.jobs.x.life.submitted',
      'reprise.queues.x.slot_taken',
      'rpc.heartbeat',
      '_INBOX_runner.x',
    ];
    // The last one is the subject with which the mirror requests a consumer. An event is not such a request, and the
    // server's log says so.
    for (const deliver_subject of [...targets, `${LOG_API}.CONSUMER.CREATE.${STREAM}`])
      await jsm.consumers.add(file.stream, { deliver_subject, ack_policy: AckPolicy.None }).catch(() => undefined);
    const log = await open(nats.urls.gateway);
    const { seq } = await log.append(golden('cancel_requested'));
    const caughtUp = async () => (await jsm.streams.info(file.stream)).state.last_seq >= seq;
    await waitUntil(caughtUp, { what: 'The copy has the last event' });
    await ours.flush();
    // Only the appended event.
    expect(heard).toEqual(['reprise.jobs.>']);
    expect(await consumers()).toBe(before);
    expect((await log.head()).last_seq).toBe(seq);
    await log.close();
    await ours.close();
  });
});

async function expectNoPowerOver(jsm: JetStreamManager, stream: string): Promise<void> {
  await expectRefused(jsm.streams.delete(stream));
  await expectRefused(jsm.streams.purge(stream));
  await expectRefused(jsm.streams.deleteMessage(stream, 1));
  await expectRefused(jsm.streams.update(stream, { max_msgs: 1 }));
}

/** The server rejects the request, and not because the stream is missing. */
const expectRefused = (request: Promise<unknown>): Promise<void> =>
  expect(request).rejects.toMatchObject({ message: expect.stringContaining('Permissions Violation') as string });

/** Returns the server's answer to a subscription. */
const denied = (nc: NatsConnection, subject: string): Promise<string> =>
  new Promise((resolve) => {
    nc.subscribe(subject, { callback: (error, message) => resolve(String(error ?? message.subject)) });
  });
