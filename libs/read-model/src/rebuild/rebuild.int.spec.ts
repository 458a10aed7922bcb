import { randomBytes } from 'node:crypto';
import { MemoryEventLog, type EventLog } from '@reprise/event-log';
import { startNats, startPostgres, type TestServer } from '@reprise/testing';
import { scale } from '@reprise/testing/random';
import { startChangeFeed } from '../changes/change-feed.ts';
import { tryLock } from '../locks.ts';
import { pinClient } from '../pinned-client.ts';
import { startProjector, type Projector } from '../projector/projector.ts';
import { appendAll, emptyReadModel, openLog, projectAll, until } from '../testing/projection.ts';
import { inputExamples, jobIdOf, newSeed, randomHistory } from '../testing/random-history.ts';
import { readJob } from '../queries/jobs/read-job.ts';
import { fork, openReadModel, type ReadModel } from '../read-model.ts';
import { digest } from './digest.ts';
import { readLastRebuild } from './last-rebuild.ts';
import { rebuild, type RebuildProgress } from './rebuild.ts';

const seed = newSeed();
let postgres: TestServer;
let nats: TestServer;
beforeAll(async () => {
  [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
});
afterAll(async () => {
  await postgres.stop();
  await nats.stop();
});

let model: ReadModel;
beforeEach(async () => {
  model = await emptyReadModel(postgres.url);
});
afterEach(() => model.close());

const caughtUp = async (projector: Projector, log: EventLog) => {
  const { last_seq } = await log.head();
  await until(() => projector.status().position === last_seq, `event ${String(last_seq)} is projected`);
};

const indexesOf = async ({ schema }: ReadModel) =>
  (await fork(model).execute('select indexdef from pg_indexes where schemaname = ? order by 1', [schema])).map((row) =>
    (row as { indexdef: string }).indexdef.replaceAll(schema, 'rm'),
  );

describe('a rebuild', () => {
  it('returns the rows of the live projector, digest for digest, while events arrive', async () => {
    const log = await openLog(nats.url);
    const history = [...inputExamples(), ...randomHistory(seed, 60 * scale)];
    const first = Math.floor(history.length * 0.4);
    const projector = startProjector({ readModel: model, log });
    const feed = await startChangeFeed(model);
    await appendAll(log, history.slice(0, first));
    await caughtUp(projector, log);
    const indexes = await indexesOf(model);
    expect(await readLastRebuild(model)).toBeNull();

    const appending = appendAll(log, history.slice(first), 20);
    const progress: RebuildProgress[] = [];
    const { events, kept, compared } = await rebuild({
      databaseUrl: postgres.url,
      schema: model.schema,
      log,
      onProgress: (at) => progress.push(at),
    });
    expect(events).toBeGreaterThanOrEqual(first);
    expect(kept).toBeNull();
    expect(compared?.last_seq).toBeGreaterThanOrEqual(first);
    expect(compared?.differing).toEqual([]);
    expect(progress.at(-1)).toMatchObject({ phase: 'done', events });
    const finished_at = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(await readLastRebuild(model)).toMatchObject({ finished_at, events });
    await appending;
    await caughtUp(projector, log);

    const rebuiltAndFollowed = await digest(model);
    const live = await emptyReadModel(postgres.url);
    await projectAll(live, log);
    expect(rebuiltAndFollowed).toEqual(await digest(live));
    expect(await indexesOf(model)).toEqual(indexes);
    expect(await feed.waitFor(history.length, 120_000)).toBe(true);
    expect(projector.status()).toMatchObject({ state: 'following', problem: null });

    await projector.stop();
    await feed.stop();
    await rebuild({ databaseUrl: postgres.url, schema: model.schema, log });
    expect(await digest(model)).toEqual(rebuiltAndFollowed);
    await live.close();
    await log.close();
  });

  it('repairs damaged rows, and names their tables', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    await projectAll(model, log);
    const before = await digest(model);
    await fork(model).execute(`update job set status = 'completed', state = state - 'params'`);
    expect(await digest(model)).not.toEqual(before);
    const options = { databaseUrl: postgres.url, schema: model.schema, log };
    const { last_seq } = await log.head();
    expect(await rebuild(options)).toMatchObject({ compared: { last_seq, differing: ['job'] } });
    expect(await digest(model)).toEqual(before);
    expect(await rebuild(options)).toMatchObject({ compared: { last_seq, differing: [] } });
  });

  it('repairs damaged entries of the audit, and reports them', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    await projectAll(model, log);
    const before = await digest(model);
    await fork(model).execute(`update audit set actor = 'nobody' where seq = 9`);
    const options = { databaseUrl: postgres.url, schema: model.schema, log };
    expect(await rebuild(options)).toMatchObject({ damaged: false, compared: { differing: ['audit'] } });
    expect(await digest(model)).toEqual(before);
  });

  it('reports that the audit had entries beyond the last projected event', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    await projectAll(model, log);
    await fork(model).execute(
      `insert into audit select (jsonb_populate_record(t, '{"seq": 100000, "event_id": null}')).* from audit t where seq = 9`,
    );
    const { compared } = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log });
    expect(compared?.differing).toEqual(['audit']);
  });

  it('indexes all words of reasons', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 20));
    await rebuild({ databaseUrl: postgres.url, schema: model.schema, log });
    const indexed = `from audit where reason is not null`;
    expect(await fork(model).execute(`select count(*) > 0 as some ${indexed}`)).toEqual([{ some: true }]);
    const cleaned = `select gin_clean_pending_list('${model.schema}.audit_reason_words') as pages`;
    expect(await fork(model).execute(cleaned)).toEqual([{ pages: '0' }]);
  });

  it('compares up to the position of tables that were behind the log', async () => {
    const log = new MemoryEventLog();
    const history = randomHistory(seed, 5);
    await appendAll(log, history.slice(0, 30));
    await projectAll(model, log);
    await fork(model).execute('delete from attempt');
    await appendAll(log, history.slice(30));
    const { compared } = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log });
    expect(compared).toEqual({ last_seq: 30, differing: ['attempt'] });
  });

  it('compares nothing before the first projection', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    expect(await rebuild({ databaseUrl: postgres.url, schema: model.schema, log })).toMatchObject({ compared: null });
  });

  it('leaves everything unchanged when it is aborted', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    await projectAll(model, log);
    const before = await digest(model);
    const stop = new AbortController();
    const broken = rebuild({
      databaseUrl: postgres.url,
      schema: model.schema,
      log,
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'indexing') stop.abort();
      },
    });
    await expect(broken).rejects.toThrow('abort');
    expect(await digest(model)).toEqual(before);
    const left = await fork(model).execute(`select 1 from pg_namespace where nspname in (?, ?)`, [
      `${model.schema}_next`,
      `${model.schema}_old`,
    ]);
    expect(left).toEqual([]);
  });

  it('quarantines an event that the database rejects, and continues', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    const { last_seq } = await log.head();
    const actor = randomBytes(6000).toString('hex');
    const read = async function* (...range: Parameters<EventLog['read']>) {
      for await (const entry of log.read(...range))
        yield entry.seq === 7 ? { ...entry, envelope: { ...entry.envelope!, actor } } : entry;
    };
    const spoilt = Object.create(log, { read: { value: read } }) as EventLog;
    const { events } = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log: spoilt });
    expect(events).toBe(last_seq);
    expect(await fork(model).execute('select seq from set_aside')).toEqual([{ seq: '7' }]);
    const projected = await emptyReadModel(postgres.url);
    await projectAll(projected, spoilt);
    expect(await digest(model)).toEqual(await digest(projected));
    await projected.close();

    // State that the migration of an earlier release left.
    await fork(model).execute(`update set_aside set reason = 'not understood by the release that read it'`);
    const again = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log: spoilt });
    expect(again.compared?.differing).toEqual([]);
  });

  it('quarantines an event that the database rejects while thousands of others are in progress', async () => {
    const log = new MemoryEventLog();
    const history = randomHistory(seed, 300);
    await appendAll(log, history);
    const actor = randomBytes(6000).toString('hex');
    const read = async function* (...range: Parameters<EventLog['read']>) {
      for await (const entry of log.read(...range))
        yield entry.seq === 7 ? { ...entry, envelope: { ...entry.envelope!, actor } } : entry;
    };
    const spoilt = Object.create(log, { read: { value: read } }) as EventLog;
    expect(history.length).toBeGreaterThan(3000);
    const { events } = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log: spoilt });
    expect(events).toBe(history.length);
    expect(await fork(model).execute('select seq from set_aside')).toEqual([{ seq: '7' }]);
  });

  it('quarantines an event that cannot be loaded in bulk and that the database rejects', async () => {
    const log = new MemoryEventLog();
    const [first, ...others] = randomHistory(seed, 5);
    await appendAll(log, [{ ...first!, time: `2026-05-01T10:00:00.${'0'.repeat(200)}Z` }, ...others]);
    await rebuild({ databaseUrl: postgres.url, schema: model.schema, log });
    expect(await fork(model).execute('select seq from set_aside')).toEqual([{ seq: '1' }]);
    const projected = await emptyReadModel(postgres.url);
    await projectAll(projected, log);
    expect(await digest(model)).toEqual(await digest(projected));
    await projected.close();
  });

  it('is refused while another one runs', async () => {
    await using other = await pinClient(postgres.url, 'another rebuild');
    expect(await tryLock(other.client, 'rebuild', model.schema)).toBe(true);
    const second = rebuild({ databaseUrl: postgres.url, schema: model.schema, log: new MemoryEventLog() });
    await expect(second).rejects.toThrow('Another rebuild is under way.');
  });

  it('keeps the old tables if they contain events that the log does not have', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    await projectAll(model, log);
    const before = await digest(model);
    const other = new MemoryEventLog();
    await appendAll(other, randomHistory(seed + 1, 5));
    const { kept, compared } = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log: other });
    expect(compared).toBeNull();
    expect(await readJob(model, jobIdOf(seed, 0))).toBeNull();
    expect(await readJob(model, jobIdOf(seed + 1, 0))).not.toBeNull();
    const old = await openReadModel({ databaseUrl: postgres.url, schema: kept! });
    expect(await digest(old)).toEqual(before);
    await old.close();
  });

  it('also keeps them if the log lost its end and grew again', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(seed, 5));
    await projectAll(model, log);
    const before = await digest(model);
    log.cutAfter((await log.head()).last_seq - 5);
    await appendAll(log, randomHistory(seed + 1, 10));
    const { kept, compared } = await rebuild({ databaseUrl: postgres.url, schema: model.schema, log });
    expect(compared).toBeNull();
    const old = await openReadModel({ databaseUrl: postgres.url, schema: kept! });
    expect(await digest(old)).toEqual(before);
    await old.close();
  });
});
