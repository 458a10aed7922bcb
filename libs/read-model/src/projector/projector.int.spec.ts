import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import type { AnyEvent } from '@reprise/contracts';
import { LogUnavailableError, StreamChangedError, type EventLog } from '@reprise/event-log';
import { startNats, startPostgres, type TestServer } from '@reprise/testing';
import { random, scale } from '@reprise/testing/random';
import { databaseOf } from '../database.ts';
import { isDatabaseAway } from '../database-away.ts';
import { digest } from '../rebuild/digest.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import { fork, openReadModel, type ReadModel } from '../read-model.ts';
import { assertFollowed } from './assert-followed.ts';
import { readPosition } from './checkpoint.ts';
import { appendAll, deleteStream, emptyReadModel, openLog, projectAll, until } from '../testing/projection.ts';
import { startProjector, type Projector } from './projector.ts';
import { newSeed, randomHistory } from '../testing/random-history.ts';
import type { ProjectorStatus } from './status.ts';

const seed = newSeed();
let postgres: TestServer;
let nats: TestServer;
let log: EventLog;
let model: ReadModel;
let toEnd: (() => Promise<unknown>)[];

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  nats = await startNats();
  log = await openLog(nats.url);
  model = await emptyReadModel(postgres.url);
  toEnd = [];
});
afterEach(async () => {
  for (const end of toEnd.reverse()) await end();
  await model.close();
  await log.close();
  await nats.stop();
});

function projector(readModel = model): Projector & { seen: ProjectorStatus[] } {
  const seen: ProjectorStatus[] = [];
  const started = startProjector({ readModel, log, onState: (status) => seen.push(status) });
  toEnd.push(() => started.stop());
  return { ...started, seen };
}

/**
 * Also returns 0 while the database is unreachable, because a broken connection may only be noticed on its next use.
 */
const positionOf = async (readModel = model) => {
  const position = await readPosition(databaseOf(fork(readModel))).catch((error: unknown) => {
    if (isDatabaseAway(error)) return null;
    throw error;
  });
  return position?.last_seq ?? 0;
};

const caughtUp = async () => {
  const { last_seq } = await log.head();
  await until(async () => (await positionOf()) === last_seq, `the projection reaches ${String(last_seq)}`);
};

/** Returns the rows after the log was projected once, without interruptions. */
async function expected(): Promise<Record<string, string>> {
  const other = await emptyReadModel(postgres.url);
  try {
    await projectAll(other, log);
    return await digest(other);
  } finally {
    await other.close();
  }
}

/** Appends the events in parts. For each part, `disturb` can wait until a random share of it is projected. */
async function inParts(
  events: readonly AnyEvent[],
  parts: number,
  disturb: (somewhere: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const next = random(seed);
  const size = Math.ceil(events.length / parts);
  for (let from = 0; from < events.length; from += size) {
    const part = events.slice(from, from + size);
    const goal = (await positionOf()) + next() * part.length * 0.9;
    const somewhere = () =>
      until(async () => (await positionOf()) > goal, `the projection gets beyond ${String(goal)}`);
    await Promise.all([appendAll(log, part, 40), disturb(somewhere)]);
  }
}

describe('the projector', () => {
  it('follows the log from its start, and then new events', async () => {
    const history = randomHistory(seed, 20);
    await appendAll(log, history.slice(0, 200));
    const { status, seen } = projector();
    await until(() => status().state === 'following', 'it follows');
    await appendAll(log, history.slice(200));
    await caughtUp();
    const isCounted = async () => {
      if (status().events_per_second > 0) return true;
      // The rate covers only the last ten seconds.
      await appendAll(log, randomHistory(seed + (await log.head()).last_seq, 1));
      await caughtUp();
      return false;
    };
    await until(isCounted, 'it counts the events of a second');
    expect(await digest(model)).toEqual(await expected());
    await until(() => status().head === status().position, 'the head is known');
    expect(status()).toMatchObject({ state: 'following', lag: 0, problem: null });
    expect(seen.map(({ state }) => state)).toEqual(['following']);
  });

  it('loses and duplicates nothing when its process is killed repeatedly', async () => {
    const program = fileURLToPath(new URL('./run-projector.fixture.ts', import.meta.url));
    await inParts(randomHistory(seed, 20 * scale), 3, async (somewhere) => {
      const child = spawn(process.execPath, [program, postgres.url, model.schema, nats.url], { stdio: 'inherit' });
      await somewhere();
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    projector();
    await caughtUp();
    expect(await digest(model)).toEqual(await expected());
  });

  it('loses and duplicates nothing when its connections are cut', async () => {
    const { status } = projector();
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
      and datname = current_database() and application_name in ('reprise projection', 'reprise projector')`;
    await inParts(randomHistory(seed, 20 * scale), 5, async (somewhere) => {
      await somewhere();
      await fork(model).execute(cut);
    });
    await caughtUp();
    expect(await digest(model)).toEqual(await expected());
    await until(() => status().state === 'following', 'it follows again');
  });

  it('continues after Postgres crashed, and reports the outage in the meantime', async () => {
    const { status } = projector();
    const history = randomHistory(seed, 20);
    await appendAll(log, history.slice(0, 100));
    await caughtUp();
    // The Postgres of the tests does not fsync, and may otherwise lose the creation of the tables.
    await fork(model).execute('checkpoint');
    await postgres.kill();
    await appendAll(log, history.slice(100));
    await until(() => status().state === 'database_away', 'it says so');
    expect(status().problem).toContain('The database does not answer');
    await postgres.start();
    await caughtUp();
    await until(() => status().state === 'following', 'it follows again');
    expect(await digest(model)).toEqual(await expected());
  });

  it('continues after the log was away, and reports the outage in the meantime', async () => {
    const { status } = projector();
    const history = randomHistory(seed, 10);
    await appendAll(log, history.slice(0, 50));
    await caughtUp();
    await nats.kill();
    await until(() => status().state === 'log_away', 'it says so');
    await nats.start();
    await appendAll(log, history.slice(50));
    await caughtUp();
    await until(() => status().state === 'following', 'it follows again');
    expect(await digest(model)).toEqual(await expected());
  });

  it('also reports a log that hangs behind an open connection, until it answers', async () => {
    const { status } = projector();
    await until(() => status().state === 'following', 'it follows');
    const head = jest.spyOn(log, 'head').mockRejectedValue(new LogUnavailableError('No answer', 'not_stored'));
    await until(() => status().state === 'log_away', 'it says so');
    expect(status().problem).toContain('The event log does not answer');
    head.mockRestore();
    await until(() => status().state === 'following', 'it answers again');
  });

  it('is the only active one: a second one stands by, and takes over when the first one ends', async () => {
    const history = randomHistory(seed, 10);
    const first = projector();
    await until(() => first.status().state === 'following', 'the first follows');
    const other = await openReadModel({ databaseUrl: postgres.url, schema: model.schema, poolSize: 2 });
    toEnd.push(() => other.close());
    const second = projector(other);
    await appendAll(log, history.slice(0, 60));
    await caughtUp();
    await until(() => second.status().state === 'standby', 'the second stands by');
    await until(() => second.status().position > 0, 'it knows the position');
    await first.stop();
    expect(first.status().state).toBe('stopped');
    await until(() => second.status().state === 'following', 'the second takes over');
    await appendAll(log, history.slice(60));
    await caughtUp();
    expect(await digest(model)).toEqual(await expected());
    expect(first.seen.map(({ state }) => state)).toEqual(['following', 'stopped']);
  });

  it('reports another log, projects nothing from it, and continues after the tables were rebuilt from it', async () => {
    const { status } = projector();
    await appendAll(log, randomHistory(seed, 5));
    await caughtUp();
    const before = await digest(model);
    const { created } = await log.head();
    await deleteStream(nats.url);
    const other = await openLog(nats.url);
    toEnd.push(() => other.close());
    await appendAll(other, randomHistory(seed + 1, 20));
    // At first there may be no stream at all, and then a different one.
    await until(() => status().problem?.includes(created) === true, 'it says so');
    expect(status()).toMatchObject({ state: 'stream_changed', problem: expect.stringContaining('npm run rebuild') });
    expect(await digest(model)).toEqual(before);

    const { kept } = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log: other });
    await until(() => status().state === 'following', 'it follows the other log');
    expect(await digest(model)).toEqual(await expected());
    const old = await openReadModel({ databaseUrl: postgres.url, schema: kept!, poolSize: 1 });
    expect(await digest(old)).toEqual(before);
    await old.close();
  });

  it('reports a log that has lost its end', async () => {
    const history = randomHistory(seed, 5);
    await appendAll(log, history);
    await projectAll(model, log);
    await fork(model).execute(`update checkpoint set last_seq = last_seq + 1`);
    const { status } = projector();
    await until(() => status().state === 'stream_changed', 'it says so');
    expect(status().problem).toContain(`ends at event ${String(history.length)}`);
  });

  it('reports a log that has lost its end and grew again, and blocks commands', async () => {
    const history = randomHistory(seed, 10);
    const [kept, read] = [history.length - 30, history.length - 20];
    await appendAll(log, history.slice(0, read));
    await projectAll(model, log);
    const before = await digest(model);
    await deleteStream(nats.url);
    const other = await openLog(nats.url);
    toEnd.push(() => other.close());
    await appendAll(other, [...history.slice(0, kept), ...randomHistory(seed + 1, 10)]);
    // As if an older copy of the store, with the age of the log, had been restored.
    const { created } = await other.head();
    await fork(model).execute(`update checkpoint set stream_created = '${created}'`);

    const { status } = projector();
    await until(() => status().state === 'stream_changed', 'it says so');
    expect(status().problem).toContain(`event ${String(read)} of the log is not the one that was read before`);
    await expect(assertFollowed(model, other)).rejects.toThrow(StreamChangedError);
    expect((await digest(model))['audit']).toBe(before['audit']);
  });

  it('names a batch that cannot be written with the reason, and continues when it can', async () => {
    await fork(model).execute(`alter table job rename column pipeline to renamed`);
    const { status } = projector();
    await appendAll(log, randomHistory(seed, 5));
    await until(() => status().state === 'stuck', 'it says so');
    expect(status().problem).toMatch(/What follows event \d+ cannot be written to the tables: .*pipeline/);
    await fork(model).execute(`alter table job rename column renamed to pipeline`);
    await caughtUp();
    expect(await digest(model)).toEqual(await expected());
  });
});
