import { setTimeout as delay } from 'node:timers/promises';
import { kindOf } from '@reprise/contracts';
import { eventsOf, MemoryEventLog, newId } from '@reprise/event-log';
import { exampleOf, messageOf, withData } from '@reprise/event-log/testing';
import { startPostgres, type TestServer } from '@reprise/testing';
import pg from 'pg';
import { startProjector, type Projector } from '../projector/projector.ts';
import { appendAll, emptyReadModel, entriesOf, until } from '../testing/projection.ts';
import { newSeed, randomHistory } from '../testing/random-history.ts';
import { fork, openReadModel, type ReadModel } from '../read-model.ts';
import type { Change } from './change.ts';
import { startChangeFeed, type ChangeFeed } from './change-feed.ts';

const seed = newSeed();
const history = randomHistory(seed, 20);
let postgres: TestServer;
let writer: ReadModel;
let reader: ReadModel;
let log: MemoryEventLog;
let feed: ChangeFeed;
let projector: Projector;
let toEnd: (() => Promise<unknown>)[];

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  writer = await emptyReadModel(postgres.url);
  reader = await openReadModel({ databaseUrl: postgres.url, schema: writer.schema });
  log = new MemoryEventLog();
  projector = startProjector({ readModel: writer, log });
  feed = await startChangeFeed(reader);
  toEnd = [() => writer.close(), () => reader.close(), () => projector.stop(), () => feed.stop()];
});
afterEach(async () => {
  for (const end of toEnd.reverse()) await end();
});

function heard(): Change[] {
  const changes: Change[] = [];
  feed.changes.subscribe((change) => changes.push(change));
  return changes;
}

/** The changes are adjacent, and together contain every job event once. */
async function expectAll(changes: readonly Change[]): Promise<void> {
  const events = (await eventsOf(await entriesOf(log))).filter((event) => event.subject !== 'default');
  for (const [i, change] of changes.entries()) expect(change.after).toBe(changes[i - 1]?.seq ?? 0);
  const entries = changes.flatMap((change) => change.history);
  expect(entries.map(({ seq, type, job_id }) => [seq, type, job_id])).toEqual(
    events.map(({ seq, type, subject }) => [seq, type, subject]),
  );
  for (const { history: of, jobs, tasks } of changes) {
    expect(new Set(jobs)).toEqual(new Set(of.map((entry) => entry.job_id)));
    const announced = of.filter((entry) => kindOf(entry.type) === 'task' && 'hash' in entry.data);
    const keys = announced.map(({ job_id, attempt, data }) => `${job_id}/${String(attempt)}/${String(data['hash'])}`);
    expect(tasks.map(({ job_id, attempt, hash }) => `${job_id}/${String(attempt)}/${hash}`).sort()).toEqual(
      [...new Set(keys)].sort(),
    );
  }
}

describe('the change feed', () => {
  it('sends every event to every gateway once, in order, after it is in the tables', async () => {
    const changes = heard();
    await appendAll(log, history, 30);
    await until(() => changes.at(-1)?.seq === history.length, 'all changes are announced');
    await expectAll(changes);
  });

  it('continues after an event with a field of another type', async () => {
    const changes = heard();
    const job = newId();
    for (const type of ['plan_observed', 'session_observed'] as const)
      log.plant(withData(messageOf(type, job), (data) => ({ ...data, hash: '\0' })));
    await log.append(exampleOf('cancel_requested', job));
    await until(() => changes.at(-1)?.seq === 3, 'all changes are announced');
    expect(changes.flatMap(({ tasks }) => tasks)).toEqual([]);
  });

  it('misses nothing when its connections are cut', async () => {
    const changes = heard();
    const appending = (async () => {
      for (let from = 0; from < history.length; from += 100) {
        await appendAll(log, history.slice(from, from + 100));
        await fork(writer)
          .execute(
            `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
          )
          .catch(() => undefined);
        await delay(50);
      }
    })();
    await appending;
    await until(() => changes.at(-1)?.seq === history.length, 'all changes are announced');
    await expectAll(changes);
  });

  it('starts at the current sequence for a new listener', async () => {
    await appendAll(log, history.slice(0, 100));
    expect(await feed.waitFor(100, 120_000)).toBe(true);
    await until(() => feed.position() === 100, 'it is at rest');
    const changes = heard();
    await appendAll(log, history.slice(100, 150));
    await until(() => changes.at(-1)?.seq === 150, 'the rest is announced');
    expect(changes[0]?.after).toBe(100);
  });

  it('waits for a sequence to be in the tables, for the given time', async () => {
    expect(await feed.waitFor(1, 50)).toBe(false);
    const waiting = feed.waitFor(3, 120_000);
    await appendAll(log, history.slice(0, 3));
    expect(await waiting).toBe(true);
    expect(feed.position()).toBe(3);
    expect(await feed.waitFor(2, 0)).toBe(true);
  });

  it('reports each move once, also without a listener', async () => {
    const moves: number[] = [];
    feed.moves.subscribe((position) => moves.push(position));
    await appendAll(log, history.slice(0, 3));
    expect(await feed.waitFor(3, 120_000)).toBe(true);
    await appendAll(log, history.slice(3, 5));
    expect(await feed.waitFor(5, 120_000)).toBe(true);
    expect(moves.at(-1)).toBe(5);
    expect(moves).toEqual([...new Set(moves)].sort((one, other) => one - other));
  });

  it('ends after its current read, so that its connections can be closed', async () => {
    await projector.stop(); // reads the checkpoint itself, so that nothing else has to
    const holder = new pg.Client({ connectionString: postgres.url });
    await holder.connect();
    toEnd.push(() => holder.end());
    const connections = async (condition: string) =>
      (await fork(writer).execute(`select 1 from pg_stat_activity where datname = current_database() and ${condition}`))
        .length;
    await holder.query(`begin; lock table ${writer.schema}.checkpoint in access exclusive mode`);
    const looking = `wait_event_type = 'Lock' and query like '%from "checkpoint"%'`;
    await until(async () => (await connections(looking)) > 0, 'it looks');
    const ending = feed.stop().then(() => 'ended');
    await until(async () => (await connections(`application_name = 'reprise changes'`)) === 0, 'it hears nothing more');
    expect(await Promise.race([ending, delay(200, 'looking')])).toBe('looking');
    await holder.query('rollback');
    await ending;
    await reader.close();
  });
});
