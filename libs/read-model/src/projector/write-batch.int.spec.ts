import { makeEvent, MemoryEventLog, newId, type LogEntry } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { random } from '@reprise/testing/random';
import { AuditEntity } from '../entities/index.ts';
import { digest } from '../rebuild/digest.ts';
import { listHistory } from '../queries/history.ts';
import { readJob } from '../queries/jobs/read-job.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { FencedError, genesisPosition, type Position } from './checkpoint.ts';
import { positionIn } from './project.ts';
import { appendAll, emptyReadModel, entriesOf, projectAll } from '../testing/projection.ts';
import { jobIdOf, newSeed, randomHistory } from '../testing/random-history.ts';
import { writeBatch } from './write-batch.ts';

const seed = newSeed();
let postgres: TestServer;
let log: MemoryEventLog;
let entries: LogEntry[];
let start: Position;
let whole: Record<string, string>;
const opened: ReadModel[] = [];

const readModel = async () => {
  const model = await emptyReadModel(postgres.url);
  opened.push(model);
  return model;
};

beforeAll(async () => {
  postgres = await startPostgres();
  log = new MemoryEventLog();
  await appendAll(log, randomHistory(seed, 25));
  entries = await entriesOf(log);
  start = genesisPosition((await log.head()).created);
  const model = await readModel();
  await projectAll(model, log);
  whole = await digest(model);
});
afterAll(async () => {
  for (const model of opened) await model.close();
  await postgres.stop();
});

const begin = async () => {
  const model = await readModel();
  return { model, position: await positionIn(model, start.stream_created) };
};

describe('writing batches of the log', () => {
  it('returns the same rows when batches overlap and repeat', async () => {
    const next = random(seed);
    const { model, position } = await begin();
    let at = position;
    while (at.last_seq < entries.length) {
      const from = Math.max(0, at.last_seq - Math.floor(next() * 30));
      const batch = entries.slice(from, at.last_seq + Math.floor(next() * 80));
      at = await writeBatch(model, at, batch);
      expect(await writeBatch(model, at, batch)).toBe(at);
    }
    expect(await digest(model)).toEqual(whole);
  });

  it('applies an event once that is in the log twice, and keeps both in the audit', async () => {
    const { model, position } = await begin();
    const next = random(seed);
    const repeated = entries.flatMap((entry) => (next() < 0.3 ? [entry, entry] : [entry]));
    const twice = repeated.map((entry, i) => ({
      ...entry,
      seq: i + 1,
      event: entry.event && { ...entry.event, seq: i + 1 },
    }));
    await writeBatch(model, await writeBatch(model, position, twice.slice(0, 100)), twice.slice(100));
    expect(await fork(model).count(AuditEntity)).toBe(twice.length);
    const once = opened[0]!;
    for (let n = 0; n < 25; n++) {
      const id = jobIdOf(seed, n);
      const [seen, expected] = [await readJob(model, id), await readJob(once, id)];
      expect({ ...seen, last_seq: 0, queue_position: null }).toEqual({
        ...expected,
        last_seq: 0,
        queue_position: null,
      });
      const typesOf = async (of: ReadModel) =>
        (await listHistory(of, id, { limit: 1000 })).items.map(({ type }) => type);
      expect(await typesOf(model)).toEqual(await typesOf(once));
    }
  });

  it('writes nothing from a position that another writer has left', async () => {
    const { model, position } = await begin();
    const at = await writeBatch(model, position, entries.slice(0, 50));
    const before = await digest(model);
    await expect(writeBatch(model, position, entries.slice(0, 60))).rejects.toThrow(FencedError);
    for (const other of [{ stream_created: 'another log' }, { count: 49 }, { hash: 'ab'.repeat(32) }])
      await expect(writeBatch(model, { ...at, ...other }, entries.slice(50, 60))).rejects.toThrow(FencedError);
    expect(await digest(model)).toEqual(before);
  });

  it('writes a whole batch or nothing', async () => {
    const { model, position } = await begin();
    await fork(model).execute('alter table queue rename to queue_away');
    await expect(writeBatch(model, position, entries.slice(0, 50))).rejects.toThrow('queue');
    await fork(model).execute('alter table queue_away rename to queue');
    expect(await positionIn(model, 'x')).toEqual(position);
    await writeBatch(model, position, entries);
    expect(await digest(model)).toEqual(whole);
  });

  it('keeps a message whose headers contradict its subject, but does not apply it', async () => {
    const forgedLog = new MemoryEventLog();
    await appendAll(forgedLog, randomHistory(seed, 25));
    const [victim] = entries;
    const genuine = makeEvent(
      { type: 'cancel_requested', subject: victim!.event!.subject, data: { attempt: 1, reason: 'a wish' } },
      { ...victim!.envelope!, id: newId(), actor: 'dr.house' },
    );
    // The runner's login permits this message: the headers and the id are those of a user's command, but the subject is
    // the runner's own.
    const elsewhere = new MemoryEventLog();
    await elsewhere.append(genuine);
    const [message] = await entriesOf(elsewhere);
    const seq = forgedLog.plant({ ...message!, subject: message!.subject.replace(/[^.]+$/, 'attempt_failed') });
    const model = await readModel();
    await projectAll(model, forgedLog);
    const { audit: _, checkpoint: __, set_aside: ___, ...rows } = await digest(model);
    expect(whole).toMatchObject(rows);
    const history = async () => (await listHistory(model, genuine.subject, { limit: 1000 })).items;
    expect((await history()).at(-1)).toMatchObject({ seq, type: 'not_understood', actor: 'unknown', attempt: null });

    const { seq: wished } = await forgedLog.append(genuine);
    await projectAll(model, forgedLog);
    expect((await history()).at(-1)).toMatchObject({ seq: wished, type: 'cancel_requested', actor: 'dr.house' });
  });

  it('keeps unknown events and foreign messages in the audit, and skips them in the fold', async () => {
    const { model, position } = await begin();
    const [first] = entries;
    const unknown: LogEntry = {
      ...first!,
      seq: entries.length + 1,
      event: null,
      problem: 'unknown event type: archived',
      envelope: { ...first!.envelope!, id: '0190a000-0000-7000-8000-00000000000a', type: 'archived' },
    };
    const foreign = { ...unknown, seq: unknown.seq + 1, envelope: null, payload: new Uint8Array([0, 255, 1]) };
    await writeBatch(model, position, [...entries, unknown, foreign]);
    const { audit, checkpoint, set_aside: _, ...rows } = await digest(model);
    expect(whole).toMatchObject(rows);
    expect([audit, checkpoint]).not.toContain(whole['audit']);
    const job = first!.event!.subject;
    const { items } = await listHistory(model, job, { limit: 1000 });
    expect(items.filter(({ type }) => type === 'archived')).toMatchObject([
      { seq: unknown.seq, actor: unknown.envelope!.actor },
    ]);
  });
});
