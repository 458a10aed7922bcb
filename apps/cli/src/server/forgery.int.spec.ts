import { connect, headers as natsHeaders, type NatsConnection } from '@nats-io/transport-node';
import {
  ANONYMOUS,
  appendedBy,
  GATEWAY,
  GATEWAY_SOURCE,
  isGatewayActor,
  jobKindFilter,
  kindOf,
  reservedTypes,
  runnerActor,
  runnerSource,
  splitSubject,
  type EventType,
  type LifecycleEvent,
  type Recorded,
} from '@reprise/contracts';
import { connectionOptions, EVERYTHING, newId, openJetStreamLog, type EventLog } from '@reprise/event-log';
import { everyType, messageOf, withData, withHeaders } from '@reprise/event-log/testing';
import { fold } from '@reprise/job';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';
import { natsPasswords, natsUrl } from '@reprise/local-servers';
import { listAttempts, listQuarantined, listTasks, readJob, readOpenJobs, type ReadModel } from '@reprise/read-model';
import { emptyReadModel, projectAll } from '@reprise/read-model/testing';
import { startPostgres, type TestServer } from '@reprise/testing';

/** The runner of the published examples, and a second one. */
const A = '0f8b6c1e-6d0a-4c1b-9a33-2b1d5e7f9a10';
const B = 'runner-b';

/** Creates the log and re-seeds it from the audit, so it may append under any name. */
const SEEDS = 'reprise';
const logins = [GATEWAY, A, B, 'consumer', 'copier', 'upgrader'] as const;
/** Writer of the subject; `null`: an earlier release without one. */
const writers = [GATEWAY, A, B, null] as const;
const identities = {
  'a person at the gateway': { source: GATEWAY_SOURCE, actor: 'admin', writer: GATEWAY },
  'a runner at the gateway': { source: GATEWAY_SOURCE, actor: runnerActor(A), writer: undefined },
  'runner A': { source: runnerSource(A), actor: runnerActor(A), writer: A },
  'runner B': { source: runnerSource(B), actor: runnerActor(B), writer: B },
  'a person at runner A': { source: runnerSource(A), actor: 'ada', writer: undefined },
  'a person at runner B': { source: runnerSource(B), actor: 'ada', writer: undefined },
  'the gateway': { source: GATEWAY_SOURCE, actor: GATEWAY, writer: GATEWAY },
  'nobody who is known': { source: GATEWAY_SOURCE, actor: ANONYMOUS, writer: GATEWAY },
  'a service that is not there': { source: GATEWAY_SOURCE, actor: 'retention-policy', writer: GATEWAY },
} as const;
type Identity = keyof typeof identities;
type Outcome = 'refused' | 'quarantined' | 'believed';

/** A job claimed and started by runner A, targeted by the forgeries, and one for allowed events. */
const job = newId();
const other = newId();
const another = newId();

let nats: TestEmbeddedNats;
let postgres: TestServer;
let readModel: ReadModel;
let log: EventLog;
const connections = new Map<string, NatsConnection>();

beforeAll(async () => {
  [nats, postgres] = await Promise.all([startEmbeddedNats(A, B), startPostgres()]);
  readModel = await emptyReadModel(postgres.url);
  ({ log } = await openJetStreamLog({ servers: nats.urls.gateway, name: 'test' }));
  const passwords = natsPasswords(nats.dataFolder);
  const url = (login: (typeof logins)[number] | typeof SEEDS) =>
    login === A || login === B ? nats.runners[login]! : natsUrl(login, passwords[login], new URL(nats.url).host);
  for (const login of [...logins, SEEDS] as const)
    connections.set(login, await connect(connectionOptions({ servers: url(login), name: 'test' })));
});
afterAll(async () => {
  for (const nc of connections.values()) await nc.close();
  await Promise.all([log.close(), readModel.close()]);
  await Promise.all([nats.stop(), postgres.stop()]);
});

interface Attempted {
  readonly login: string;
  readonly writer: string | null;
  readonly identity: Identity;
  readonly type: EventType;
  readonly data?: object;
}

/** Runner in the examples of runner events. */
const ABOUT = A;

/** Publishes the example of a type; returns its sequence, or null if the server rejects it. */
async function publish({ login, writer, identity, type, data = {} }: Attempted, about: string): Promise<number | null> {
  const { source, actor } = identities[identity];
  const example = withData(messageOf(type, about), (given) => ({
    ...given,
    ...('runner_id' in given && writer === B && { runner_id: B }),
    ...('attempt' in given && writer === B && { attempt: 1 }),
    ...data,
  }));
  const id = newId();
  const message = withHeaders(example, { 'Nats-Msg-Id': id, 'ce-id': id, 'ce-source': source, 'ce-actor': actor });
  const headers = natsHeaders();
  for (const [name, value] of message.headers) headers.set(name, value);
  const { published } = splitSubject(message.subject);
  const subject = writer === null ? published : `${published}.${writer}`;
  try {
    const reply = await connections.get(login)!.request(subject, message.payload, { headers, timeout: 120_000 });
    return reply.json<{ seq: number }>().seq;
  } catch (error) {
    if (String(error).includes('Permissions Violation')) return null;
    throw error;
  }
}

/** Rows of the job and its queue, without their log position. */
async function rows() {
  await projectAll(readModel, log);
  const { jobs, queues } = await readOpenJobs(readModel);
  // The gateway and the runners may change limits and pauses of the queue, but not its slots in use.
  const taken = queues.map(({ name, state }) => ({ name, taken: state.taken }));
  const read = [await readJob(readModel, job), jobs.filter(({ state }) => state.job_id === job), taken];
  const text = JSON.stringify([
    read,
    await listAttempts(readModel, job),
    await listTasks(readModel, job, { limit: 1000 }),
  ]);
  return text.replace(/"(last|life)_seq":\d+/g, '');
}

/** Sequences of all events that were not applied, page by page. */
async function asideOf(): Promise<ReadonlySet<number>> {
  const seqs = new Set<number>();
  let cursor: string | undefined;
  do {
    const page = await listQuarantined(readModel, { limit: 1000, ...(cursor !== undefined && { cursor }) });
    for (const { seq } of page.items) seqs.add(seq);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return seqs;
}

/**
 * Derived only from the table that lists who appends which types. Restored logs may still contain types that are no
 * longer appended.
 */
function expected({ login, writer, identity, type }: Attempted, isStoredAgain = false): Outcome {
  const service = login === GATEWAY ? 'gateway' : login === A || login === B ? 'runner' : null;
  const isReserved = reservedTypes.has(type) && !isStoredAgain;
  if (service === null || writer !== login || isReserved || !appendedBy(type).includes(service)) return 'refused';
  if (kindOf(type) === 'runner' && service === 'runner' && login !== ABOUT) return 'refused';
  const { writer: author, actor } = identities[identity];
  if (author !== login) return 'quarantined';
  return login !== GATEWAY || isGatewayActor(type, actor) ? 'believed' : 'quarantined';
}

const cells = everyType.flatMap((type) =>
  logins.flatMap((login) =>
    writers.flatMap((writer) =>
      (Object.keys(identities) as Identity[])
        // The server decides by the subject, regardless of the headers.
        .filter((identity) => login === writer || identity === 'a person at the gateway')
        .map((identity): Attempted => ({ login, writer, identity, type })),
    ),
  ),
);
const nameOf = ({ login, writer, identity, type }: Attempted) =>
  `${login} says under ${String(writer)} that ${identity} is the author of ${type}`;

describe('the right to append an event', () => {
  const stored = new Map<number, Attempted>();
  let before: string;

  it('depends on login, subject and headers of every event type, as its table states', async () => {
    for (const type of ['submitted'] as const)
      await publish({ login: GATEWAY, writer: GATEWAY, identity: 'a person at the gateway', type }, job);
    for (const type of ['slot_taken', 'attempt_claimed', 'attempt_started', 'task_started'] as const)
      await publish({ login: A, writer: A, identity: 'runner A', type }, job);
    before = await rows();
    expect(before).toContain('"status":"running"');

    const wrong: string[] = [];
    for (const cell of cells) {
      const wanted = expected(cell);
      // Events that runner B may append also refer to the job of runner A.
      const isAllowed = wanted === 'believed' && cell.login !== B;
      const seq = await publish(cell, isAllowed ? other : job);
      if ((seq === null) !== (wanted === 'refused')) wrong.push(`${nameOf(cell)}: not ${wanted}`);
      if (seq !== null) stored.set(seq, cell);
    }
    for await (const { seq, event } of log.read(EVERYTHING)) {
      const cell = stored.get(seq);
      if (cell && (event !== null) !== (expected(cell) === 'believed'))
        wrong.push(`${nameOf(cell)}: not ${expected(cell)}`);
    }
    expect(wrong).toEqual([]);
    expect(stored.size).toBeGreaterThan(everyType.length);
  });

  it('protects the attempt of a runner from other writers, and forged events are listed', async () => {
    // Every runner may pause a queue, and the fold of a job ignores the end of a clean from another runner.
    const ignored: readonly EventType[] = ['cleaned', 'clean_failed'];
    const withoutEffect = (type: EventType) => ignored.includes(type) || kindOf(type) === 'queue';
    expect(withoutQueueOfOther(await rows())).toEqual(withoutQueueOfOther(before));
    const aside = await asideOf();
    for (const [seq, cell] of stored) {
      const isForged = expected(cell) === 'quarantined';
      if (!isForged && cell.login !== B) continue;
      const isAside = isForged || !withoutEffect(cell.type);
      expect([nameOf(cell), aside.has(seq)]).toEqual([nameOf(cell), isAside]);
    }
  });

  it('leaves a runner in the same state with and without quarantined events', async () => {
    const aside = await asideOf();
    for (const id of [job, other]) {
      const life = [];
      for await (const { seq, event } of log.read(jobKindFilter(id, 'life'))) if (event) life.push({ seq, event });
      const all = life.map(({ event }) => event as Recorded<LifecycleEvent>);
      const admitted = life.filter(({ seq }) => !aside.has(seq)).map(({ event }) => event as Recorded<LifecycleEvent>);
      expect(admitted.length).toBeLessThan(all.length);
      expect(fold(all)).toEqual(fold(admitted));
    }
  });

  it('quarantines a second submission and a second claim, from each login that may append them', async () => {
    const said = { login: GATEWAY, writer: GATEWAY, identity: 'a person at the gateway', type: 'submitted' } as const;
    const seqs = [
      await publish(said, job),
      await publish({ login: A, writer: A, identity: 'runner A', type: 'attempt_claimed' }, job),
    ];
    await rows();
    const aside = await asideOf();
    expect(seqs.map((seq) => aside.has(seq!))).toEqual([true, true]);
  });

  it.each([
    ['the lost one', A, 'runner A'],
    ['another one', B, 'runner B'],
  ] as const)('allows no runner to report a lost runner: %s', async (_, login, identity) => {
    const data = { cause: 'runner_lost' };
    const seq = await publish({ login, writer: login, identity, type: 'attempt_failed', data }, job);
    const state = await rows();
    expect((await asideOf()).has(seq!)).toBe(true);
    expect(state).toContain('"status":"running"');
  });

  it.each(['attempt_claimed', 'attempt_started', 'slot_taken', 'slot_released'] as const)(
    'allows no runner to append %s about another one',
    async (type) => {
      const data = { runner_id: A };
      const seq = await publish({ login: B, writer: B, identity: 'runner B', type, data }, job);
      await rows();
      expect((await asideOf()).has(seq!)).toBe(true);
    },
  );

  it('depends only on subject and headers for the login that seeds the log, and on nothing for earlier events', async () => {
    const seeded = new Map<number, Attempted>();
    for (const type of everyType)
      for (const writer of writers)
        for (const identity of Object.keys(identities) as Identity[]) {
          const cell = { login: SEEDS, writer, identity, type };
          seeded.set((await publish(cell, another))!, cell);
        }
    const wrong: string[] = [];
    for await (const { seq, event } of log.read(EVERYTHING)) {
      const cell = seeded.get(seq);
      if (!cell) continue;
      const { writer } = cell;
      const isBelieved = writer === null || expected({ ...cell, login: writer }, true) === 'believed';
      if ((event !== null) !== isBelieved)
        wrong.push(`${nameOf(cell)}: not ${isBelieved ? 'believed' : 'quarantined'}`);
    }
    expect(wrong).toEqual([]);
    expect(seeded.size).toBe(everyType.length * writers.length * Object.keys(identities).length);
  });
});

/** Returns the rows without the slots of the other job, which is in the same queue. */
const withoutQueueOfOther = (text: string): string =>
  text.replace(new RegExp(`,?\\{"job_id":"${other}"[^}]*\\}`, 'g'), '');
