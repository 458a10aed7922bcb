import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { MemoryEventLog, newId, type LogEntry } from '@reprise/event-log';
import { exampleOf, poisonMessages } from '@reprise/event-log/testing';
import { strangeMessages } from '@reprise/event-log/testing/strange-messages';
import { startPostgres, type TestServer } from '@reprise/testing';
import { readChange } from '../changes/change.ts';
import { exportAudit, listAudit } from '../queries/audit/list-audit.ts';
import { countQuarantined, listQuarantined, readQuarantined } from '../queries/audit/list-quarantined.ts';
import { listAttempts } from '../queries/attempts/attempts.ts';
import { readJobAsOf } from '../queries/jobs/as-of.ts';
import { listHistory } from '../queries/history.ts';
import { readJob } from '../queries/jobs/read-job.ts';
import { listTasks } from '../queries/attempts/tasks.ts';
import type { ReadModel } from '../read-model.ts';
import { digest } from '../rebuild/digest.ts';
import { emptyReadModel, entriesOf, projectAll } from '../testing/projection.ts';
import { newSeed } from '../testing/random-history.ts';
import { genesisPosition } from './checkpoint.ts';
import { positionIn } from './project.ts';
import { startProjector } from './projector.ts';
import { writeBatch } from './write-batch.ts';

const seed = newSeed();
const job = newId();
let postgres: TestServer;
const opened: ReadModel[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  for (const model of opened) await model.close();
  await postgres.stop();
});

const readModel = async () => {
  const model = await emptyReadModel(postgres.url);
  opened.push(model);
  return model;
};

/** Reads everything that the API returns about the job, as JSON. */
async function readAll(model: ReadModel, last: number): Promise<string> {
  const exported = [];
  for await (const entry of exportAudit(model, { events: 'all' })) exported.push(entry);
  return JSON.stringify([
    ...[await listAudit(model, { events: 'all', order: 'desc', limit: 1000 }), exported],
    ...[await readJob(model, job), await readJobAsOf(model, job, last), await listAttempts(model, job)],
    ...[await listHistory(model, job, { limit: 1000 }), await listTasks(model, job, { limit: 1000 })],
    ...[await readChange(model, 0, last), await listQuarantined(model, { limit: 1000 })],
  ]);
}

describe('messages that cannot be events', () => {
  const poison = poisonMessages(job);
  const log = new MemoryEventLog();
  let model: ReadModel;
  beforeAll(async () => {
    await log.append(exampleOf('submitted', job));
    for (const [, message] of poison) log.plant(message);
    await log.append(exampleOf('attempt_claimed', job));
    model = await readModel();
    await projectAll(model, log);
  });

  it('are quarantined, and the projection continues', async () => {
    const { items } = await listQuarantined(model, { limit: 1000 });
    expect(items.map(({ seq }) => seq)).toEqual(poison.map((_, i) => i + 2).reverse());
    for (const { reason } of items) expect(reason).toMatch(/./);
    expect(await countQuarantined(model)).toBe(poison.length);
    expect(await readJob(model, job)).toMatchObject({ last_seq: poison.length + 2 });
  });

  it('keep their raw bytes', async () => {
    for (const [i, [, { payload }]] of poison.entries())
      expect(Buffer.compare((await readQuarantined(model, i + 2))!, payload)).toBe(0);
    expect(await readQuarantined(model, 1)).toBeNull();
  });

  it('break no list, export or change', async () => {
    const text = await readAll(model, poison.length + 2);
    expect(text).toContain('"not_understood"');
    expect(text.length).toBeLessThan(200_000);
  });

  it('give the same rows in any batches, such as those of a rebuild', async () => {
    const entries = await entriesOf(log);
    const other = await readModel();
    let position = await positionIn(other, genesisPosition((await log.head()).created).stream_created);
    for (let at = 0; at < entries.length; at += 7)
      position = await writeBatch(other, position, entries.slice(at, at + 7));
    expect(await digest(other)).toEqual(await digest(model));
  });

  it('do not stop a projector that follows', async () => {
    const followed = new MemoryEventLog();
    const following = await readModel();
    const projector = startProjector({ readModel: following, log: followed });
    await followed.append(exampleOf('submitted', job));
    for (const [, message] of poison) followed.plant(message);
    const { seq } = await followed.append(exampleOf('attempt_claimed', job));
    while (projector.status().position < seq) await delay(20);
    expect(projector.status()).toMatchObject({ problem: null, state: 'following' });
    await projector.stop();
    await followed.close();
  });
});

describe('an event that only the database rejects', () => {
  it('is quarantined alone, while its neighbours are applied', async () => {
    const log = new MemoryEventLog();
    await log.append(exampleOf('submitted', job));
    await log.append(exampleOf('attempt_claimed', job));
    await log.append(exampleOf('attempt_started', job));
    await log.append(exampleOf('cancel_requested', job));
    const entries = await entriesOf(log);
    const damaged = entries.map((entry): LogEntry => {
      if (entry.seq !== 3) return entry;
      return { ...entry, envelope: { ...entry.envelope!, time: '0000-01-01T00:00:00.000Z' } };
    });
    const model = await readModel();
    const position = await positionIn(model, (await log.head()).created);
    expect(await writeBatch(model, position, damaged)).toMatchObject({ last_seq: 4, count: 4 });
    const { items } = await listQuarantined(model);
    expect(items).toMatchObject([{ seq: 3, reason: expect.stringContaining('refused by the database') as string }]);
  });
});

describe('generated events of every type', () => {
  it('are applied or quarantined, and the projection and its readers continue', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(strangeMessages(job), { minLength: 150, maxLength: 150 }), async (messages) => {
        const log = new MemoryEventLog();
        for (const type of ['submitted', 'attempt_claimed', 'attempt_started'] as const)
          await log.append(exampleOf(type, job));
        for (const message of messages) log.plant(message);
        const model = await readModel();
        await projectAll(model, log);
        await readAll(model, messages.length + 3);
        const aside = (await entriesOf(log)).filter(({ envelope }) => envelope === null).length;
        expect(await countQuarantined(model)).toBeGreaterThanOrEqual(aside);
      }),
      { seed, numRuns: 4, endOnFailure: true, includeErrorInReport: true },
    );
  });
});
