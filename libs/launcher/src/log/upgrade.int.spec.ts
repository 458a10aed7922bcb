import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers as natsHeaders } from '@nats-io/transport-node';
import {
  GATEWAY_SOURCE,
  publishedSubjectOf,
  runnerActor,
  runnerSource,
  STREAM,
  type AnyEvent,
  userActor,
} from '@reprise/contracts';
import { connectionOptions, EVERYTHING, makeEvent, newId, openJetStreamLog, type Fact } from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';
import { COPY, LOG_API, LOG_DELIVERY, natsPasswords, natsUrl, type Login } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';

const RUNNER = 'runner-1';
const EARLIER = ['reprise.jobs.*.life.*', 'reprise.jobs.*.task.*', 'reprise.jobs.*.refused.*', 'reprise.queues.*.*'];
const JOBS_AND_QUEUES = [
  ...['reprise.jobs.*.life.>', 'reprise.jobs.*.task.>', 'reprise.jobs.*.refused.>', 'reprise.queues.*.>'],
];
/** Subjects of an earlier release's log, and the families that its mirror lacks. */
const RELEASES = [
  ['before events of access and of runners', JOBS_AND_QUEUES, ['runners', 'inputs']],
  ['before events of uploads and inputs', [...JOBS_AND_QUEUES, 'reprise.runners.*.>', 'reprise.access.>'], ['inputs']],
] as const;

/** Turns the mirror into that of an earlier release, without the families that it did not mirror. */
async function copyWithout(families: readonly string[]): Promise<void> {
  const copier = await as('copier');
  const { streams } = await jetstreamManager(copier, { checkAPI: false });
  const { config } = await streams.info(COPY);
  const copied = config.mirror!.subject_transforms!.filter(({ src }) => !families.includes(src?.split('.')[1] ?? ''));
  await streams.delete(COPY);
  await streams.add({ ...config, mirror: { ...config.mirror!, subject_transforms: copied } });
  await copier.close();
}

let nats: TestEmbeddedNats;
beforeAll(async () => {
  nats = await startEmbeddedNats(RUNNER);
});
afterAll(() => nats.stop());

const as = (login: Login) => {
  const servers = natsUrl(login, natsPasswords(nats.dataFolder)[login], new URL(nats.url).host);
  return connect(connectionOptions({ servers, name: 'test' }));
};

const job = newId();
const event = (fact: Fact, by: { actor: string; source: string }): AnyEvent =>
  makeEvent(fact, {
    id: newId(),
    time: '2026-01-01T00:00:00.000Z',
    correlation_id: 'c',
    causation_id: 'k',
    ...by,
  });
const byRunner = { actor: runnerActor(RUNNER), source: runnerSource(RUNNER) };
const cancelRequest = () =>
  event(
    { type: 'cancel_requested', subject: job, data: { attempt: 1, reason: null } },
    { actor: 'admin', source: GATEWAY_SOURCE },
  );
const claim = () => event({ type: 'attempt_claimed', subject: job, data: { attempt: 1, runner_id: RUNNER } }, byRunner);

/** Stores an event under its subject from before subjects ended in their writer. */
async function storeAsBefore({ id, type, version, data, ...rest }: AnyEvent): Promise<void> {
  const nc = await as('reprise');
  const headers = natsHeaders();
  const attributes = { id, type: `reprise.job.${type}.v${String(version)}`, specversion: '1.0', ...rest };
  for (const [name, value] of Object.entries(attributes)) headers.set(`ce-${name.replace('_', '')}`, value);
  await jetstream(nc).publish(publishedSubjectOf({ type, subject: rest.subject }), JSON.stringify(data), { headers });
  await nc.close();
}

/** Turns log and mirror into those of an earlier release, with two events, the first of which a consumer has read. */
async function becomeEarlier(): Promise<void> {
  const upgrader = await as('upgrader');
  await (await jetstreamManager(upgrader, { checkAPI: false })).streams.update(STREAM, { subjects: EARLIER });
  await upgrader.close();
  await storeAsBefore(claim());
  await storeAsBefore(cancelRequest());
  const copier = await as('copier');
  const { streams } = await jetstreamManager(copier, { checkAPI: false });
  const { config } = await streams.info(COPY);
  await streams.delete(COPY);
  await streams.add({ ...config, mirror: { name: STREAM, external: { api: LOG_API, deliver: LOG_DELIVERY } } });
  await copier.close();
  const consumer = await as('consumer');
  const durable = { durable_name: 'lims', ack_policy: AckPolicy.Explicit, filter_subject: 'reprise.jobs.*.life.*' };
  const { streams: copies, consumers } = await jetstreamManager(consumer);
  await waitUntil(async () => (await copies.info(COPY)).state.last_seq === 2, { what: 'the copy is full' });
  await consumers.add(COPY, durable);
  const first = await (await jetstream(consumer).consumers.get(COPY, 'lims')).next({ expires: 60_000 });
  await first!.ackAck();
  await consumer.close();
}

/** Sequences and subjects that the earlier consumer reads after its position. */
async function readOn(count: number): Promise<[number, string][]> {
  const nc = await as('consumer');
  const { streams } = await jetstreamManager(nc);
  const full = async () => (await streams.info(COPY)).state.last_seq === count;
  await waitUntil(full, { what: 'the copy is full' });
  const read: [number, string][] = [];
  const consumer = await jetstream(nc).consumers.get(COPY, 'lims');
  for await (const message of await consumer.fetch({ max_messages: count - 1, expires: 60_000 }))
    read.push([message.seq, message.subject]);
  await nc.close();
  return read;
}

it('migrates log and copy of an earlier release: events stay readable, and programs keep their positions', async () => {
  await becomeEarlier();
  await expect(openJetStreamLog({ servers: nats.url, name: 'test' })).rejects.toThrow('made by an earlier release');

  await nats.restart();
  const { log: gateway } = await openJetStreamLog({ servers: nats.urls.gateway, name: 'test' });
  const { log: runner } = await openJetStreamLog({ servers: nats.runners[RUNNER]!, name: 'test', isFiltered: true });
  await gateway.append(cancelRequest());
  await runner.append(claim());

  const subjects: string[] = [];
  for await (const { subject, problem } of gateway.read(EVERYTHING)) {
    expect(problem).toBeNull();
    subjects.push(subject.replace(job, 'J'));
  }
  const [claimed, requested] = ['reprise.jobs.J.life.attempt_claimed', 'reprise.jobs.J.life.cancel_requested'];
  expect(subjects).toEqual([claimed, requested, `${requested}.gateway`, `${claimed}.${RUNNER}`]);
  await Promise.all([gateway.close(), runner.close()]);

  expect((await readOn(4)).map(([seq, subject]) => [seq, subject.replace(job, 'J')])).toEqual([
    [2, requested],
    [3, requested],
    [4, claimed],
  ]);
});

it.each(RELEASES)(
  'migrates a log of %s, and copies events of runners and inputs but none of access',
  async (...given) => {
    const [, subjects, notCopied] = given;
    const upgrader = await as('upgrader');
    await (await jetstreamManager(upgrader, { checkAPI: false })).streams.update(STREAM, { subjects: [...subjects] });
    await upgrader.close();
    await copyWithout(notCopied);
    await expect(openJetStreamLog({ servers: nats.url, name: 'test' })).rejects.toThrow('made by an earlier release');

    await nats.restart();
    const { log: gateway } = await openJetStreamLog({ servers: nats.urls.gateway, name: 'test' });
    const { log: runner } = await openJetStreamLog({ servers: nats.runners[RUNNER]!, name: 'test', isFiltered: true });
    const account = newId();
    const signedIn = event(
      { type: 'signed_in', subject: account, data: { method: 'password' } },
      { actor: userActor({ userId: account }), source: GATEWAY_SOURCE },
    );
    const { seq } = await gateway.append(signedIn);
    const { seq: drained } = await runner.append(event({ type: 'drained', subject: RUNNER, data: {} }, byRunner));
    const input = newId();
    const { seq: last } = await gateway.append({ ...exampleOf('upload_deleted', ''), subject: input });
    await Promise.all([gateway.close(), runner.close()]);

    const nc = await as('consumer');
    const { streams } = await jetstreamManager(nc);
    const isFull = async () => (await streams.info(COPY)).state.last_seq === last;
    await waitUntil(isFull, { what: 'the copy is full' });
    expect((await streams.getMessage(COPY, { seq: drained }))?.subject).toBe(`reprise.runners.${RUNNER}.drained`);
    expect((await streams.getMessage(COPY, { seq: last }))?.subject).toBe(`reprise.inputs.${input}.upload_deleted`);
    expect(await streams.getMessage(COPY, { seq }).catch(() => null)).toBeNull();
    await nc.close();
  },
);
