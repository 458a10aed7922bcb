import { AckPolicy, DeliverPolicy, jetstreamManager, type ConsumerConfig } from '@nats-io/jetstream';
import { connect, createInbox, type NatsConnection } from '@nats-io/transport-node';
import {
  ALL_ACCESS,
  ALL_INPUTS,
  ALL_LIFECYCLE,
  ALL_QUEUES,
  ALL_RUNNERS,
  filtersOfRunner,
  GATEWAY_SOURCE,
  runnerActor,
  runnerFilter,
  runnerSource,
  STREAM,
  STREAM_SUBJECTS,
  tasksByRunnerFilter,
  userActor,
  type AnyEvent,
} from '@reprise/contracts';
import {
  connectionOptions,
  covers,
  EVERYTHING,
  makeEvent,
  newId,
  openJetStreamLog,
  type EventLog,
  type Fact,
} from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';

const [A, B] = ['runner-a', 'runner-b'];
const [ofA, ofB] = [newId(), newId()];

let nats: TestEmbeddedNats;
let b: NatsConnection;
let log: EventLog;
/** Subjects of all events in the log. */
const stored: string[] = [];

const event = (fact: Fact, by: { actor: string; source: string }): AnyEvent =>
  makeEvent(fact, {
    id: newId(),
    time: '2026-01-01T00:00:00.000Z',
    correlation_id: 'c',
    causation_id: 'k',
    ...by,
  });
const byGateway = { actor: 'admin', source: GATEWAY_SOURCE };
const byRunner = (id: string) => ({ actor: runnerActor(id), source: runnerSource(id) });
const account = newId();

beforeAll(async () => {
  nats = await startEmbeddedNats(A, B);
  const open = async (servers: string, isFiltered: boolean) =>
    (await openJetStreamLog({ servers, name: 'test', isFiltered })).log;
  const gateway = await open(nats.urls.gateway, false);
  const a = await open(nats.runners[A]!, true);
  log = await open(nats.runners[B]!, true);
  const seen = (id: string) =>
    ({ type: 'session_observed', subject: id, data: { attempt: 1, session_id: 's' } }) as const;
  const signedIn = { type: 'signed_in', subject: account, data: { method: 'password' } } as const;
  await gateway.append(event(signedIn, { actor: userActor({ userId: account }), source: GATEWAY_SOURCE }));
  await gateway.append({ ...exampleOf('upload_deleted', ''), subject: newId() });
  await gateway.append(event({ type: 'drain_requested', subject: A, data: { reason: 'of A' } } as Fact, byGateway));
  await gateway.append(event({ type: 'drain_requested', subject: B, data: { reason: 'of B' } } as Fact, byGateway));
  for (const id of [ofA, ofB])
    await gateway.append(
      event({ type: 'priority_changed', subject: id, data: { from: 0, to: 1, reason: null } }, byGateway),
    );
  await a.append(event(seen(ofA), byRunner(A)));
  await log.append(event(seen(ofB), byRunner(B)));
  for await (const { subject } of gateway.read(EVERYTHING)) stored.push(subject);
  await Promise.all([gateway.close(), a.close()]);
  b = await connect(connectionOptions({ servers: nats.runners[B]!, name: 'test' }));
});
afterAll(async () => {
  await log.close();
  await b.close();
  await nats.stop();
});

const mayRead = (subject: string): boolean => filtersOfRunner(B).some((filter) => covers(filter, subject));

/** Subjects of all messages that reach an inbox of B. The server answers `probe` after its other messages. */
async function received(inbox: string, act: () => Promise<unknown>): Promise<string[]> {
  const subjects: string[] = [];
  const subscription = b.subscribe(inbox, {
    callback: (_, { subject, headers }) => {
      // A direct get returns the subject in a header.
      const found = headers?.get('Nats-Subject') || subject;
      if (found.startsWith('reprise.')) subjects.push(found);
    },
  });
  await act();
  await b.flush();
  // A second round trip through JetStream, so that earlier requests are answered.
  await b.request(`$JS.API.STREAM.INFO.${STREAM}`, '', { timeout: 30_000 });
  await b.flush();
  subscription.unsubscribe();
  return subjects;
}

/** Filters to try, in the request's subject or in its body. */
const FILTERS = [
  ...['>', EVERYTHING, 'reprise.*.*.>', 'reprise.jobs.>', 'reprise.jobs.*.*.>', `reprise.jobs.${ofA}.>`],
  ...['reprise.jobs.*.task.>', `reprise.jobs.${ofA}.task.>`, tasksByRunnerFilter(ofA, A), ALL_ACCESS, ALL_INPUTS],
  ...['reprise.access.*.gateway', 'reprise.access.signed_in.gateway', ALL_RUNNERS, runnerFilter(A), ...STREAM_SUBJECTS],
];

describe('the read access of a runner login', () => {
  it('reads what its runner needs', async () => {
    expect(stored.filter((subject) => !mayRead(subject))).toHaveLength(4);
    const subjects: string[] = [];
    for (const filter of filtersOfRunner(B)) for await (const entry of log.read(filter)) subjects.push(entry.subject);
    expect(subjects.toSorted()).toEqual(stored.filter(mayRead).toSorted());
    expect(await log.lastSeq([ALL_LIFECYCLE, ALL_QUEUES])).toBeGreaterThan(0);
    expect(await log.ready()).toBe(true);
  });

  it('follows each of these sources', async () => {
    for (const filter of [ALL_LIFECYCLE, runnerFilter(B)])
      for await (const batch of log.follow(filter, { from: 1 })) {
        expect(batch.every(({ subject }) => covers(filter, subject))).toBe(true);
        break;
      }
  });

  it('ends there for a direct get, whatever it requests', async () => {
    for (const filter of FILTERS)
      for (const [subject, body] of [
        [`$JS.API.DIRECT.GET.${STREAM}`, { last_by_subj: filter }],
        [`$JS.API.DIRECT.GET.${STREAM}`, { seq: 1, next_by_subj: filter, batch: 100 }],
        [`$JS.API.DIRECT.GET.${STREAM}`, { multi_last: [filter] }],
        [`$JS.API.DIRECT.GET.${STREAM}.${filter}`, ''],
        [`$JS.API.STREAM.MSG.GET.${STREAM}`, { last_by_subj: filter }],
      ] as const) {
        const inbox = createInbox(`_INBOX_runner.${B}`);
        const ask = async () => b.publish(subject, body === '' ? body : JSON.stringify(body), { reply: inbox });
        expect([subject, filter, await received(inbox, ask)]).toEqual([subject, filter, []]);
      }
  });

  it('ends there for a consumer, whatever the request and its subject contain', async () => {
    const jsm = await jetstreamManager(b, { checkAPI: false });
    const allowed = [`reprise.jobs.${ofB}.life.>`, ALL_QUEUES];
    const requests: [string, Partial<ConsumerConfig>][] = [
      ...FILTERS.flatMap((filter): [string, Partial<ConsumerConfig>][] => [
        [filter, { filter_subject: filter }],
        ['', { filter_subject: filter }],
        ['', { filter_subjects: [filter, ALL_QUEUES] }],
        ...allowed.flatMap((other): [string, Partial<ConsumerConfig>][] => [
          [other, { filter_subject: filter }],
          [other, { filter_subjects: [filter] }],
          [other, { filter_subject: other, filter_subjects: [filter] }],
        ]),
      ]),
      ...allowed.map((other): [string, Partial<ConsumerConfig>] => [other, {}]),
      ['', {}],
    ];
    for (const [n, [inSubject, inBody]] of requests.entries()) {
      const inbox = createInbox(`_INBOX_runner.${B}`);
      const name = `try-${String(n)}`;
      const config = {
        ack_policy: AckPolicy.None,
        deliver_policy: DeliverPolicy.All,
        deliver_subject: inbox,
        ...inBody,
      };
      const subjects = [
        ['CONSUMER', 'CREATE', STREAM, name, inSubject],
        ['CONSUMER', 'CREATE', STREAM, inSubject],
        ['CONSUMER', 'DURABLE', 'CREATE', STREAM, name],
      ].map((tokens) => `$JS.API.${tokens.filter(Boolean).join('.')}`);
      for (const subject of subjects) {
        const body = {
          stream_name: STREAM,
          config: { ...config, ...(subject.includes('DURABLE') && { durable_name: name }) },
        };
        const create = async () =>
          b.publish(subject, JSON.stringify(body), { reply: createInbox(`_INBOX_runner.${B}`) });
        const got = await received(inbox, create);
        expect([subject, inBody, got.filter((each) => !mayRead(each))]).toEqual([subject, inBody, []]);
      }
    }
    await expect(jsm.consumers.add(STREAM, { ack_policy: AckPolicy.None })).rejects.toThrow('Permissions Violation');
  });

  it("prevents a later change of a consumer's filter", async () => {
    const jsm = await jetstreamManager(b, { checkAPI: false });
    const inbox = createInbox(`_INBOX_runner.${B}`);
    const subjects = await received(inbox, async () => {
      const filter_subject = `reprise.jobs.${ofB}.life.>`;
      const made = { name: 'mine', ack_policy: AckPolicy.None, deliver_subject: inbox, filter_subject };
      await jsm.consumers.add(STREAM, made);
      await jsm.consumers.update(STREAM, 'mine', { filter_subject: ALL_ACCESS }).catch(() => undefined);
    });
    expect(subjects.filter((each) => !mayRead(each))).toEqual([]);
  });

  it('differs from that of an earlier release, which may not read so', async () => {
    const opening = openJetStreamLog({ servers: nats.urls.gateway, name: 'test', isFiltered: true });
    await expect(opening).rejects.toThrow('Update gateway, runners and the logins of runners');
  });
});
