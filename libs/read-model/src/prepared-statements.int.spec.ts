import { AuditQuery, JobListQuery } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { listAudit } from './queries/audit/list-audit.ts';
import { listJobs } from './queries/jobs/list-jobs.ts';
import { fork, openReadModel, type ReadModel } from './read-model.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { appendAll, emptyReadModel, projectAll } from './testing/projection.ts';
import { historyThatEnds, newSeed } from './testing/random-history.ts';

const seed = newSeed();
const log = new MemoryEventLog();
let postgres: TestServer;
let model: ReadModel;

beforeAll(async () => {
  postgres = await startPostgres();
  const { schema, close } = await emptyReadModel(postgres.url);
  await close();
  // With a single connection, all statements share the same prepared statements.
  model = await openReadModel({ databaseUrl: postgres.url, schema, poolSize: 1 });
  await appendAll(log, historyThatEnds(seed, ['failed'], ['failed', 'succeeded']));
  await projectAll(model, log);
});
afterAll(async () => {
  await model.close();
  await postgres.stop();
});

const firstPages = async () => ({
  audit: await listAudit(model, AuditQuery.parse({ events: 'all' })),
  jobs: await listJobs(model, JobListQuery.parse({})),
});

const preparedOnes = async (): Promise<string[]> => {
  const rows = await fork(model).execute<{ statement: string }[]>('select statement from pg_prepared_statements');
  return rows.map(({ statement }) => statement);
};

describe('prepared statements', () => {
  it('serve pages that open often', async () => {
    await firstPages();
    const statements = await preparedOnes();
    expect(statements.some((statement) => statement.includes('join audit'))).toBe(true);
    expect(statements.some((statement) => statement.includes('join job'))).toBe(true);
  });

  it('serve the writes of events, and the query of their progress', async () => {
    const statements = await preparedOnes();
    expect(statements.some((statement) => statement.includes('from "checkpoint"'))).toBe(true);
    expect(statements.some((statement) => statement.includes('insert into "job"'))).toBe(true);
  });

  it('exclude searches by word, whose plan depends on the word', async () => {
    const before = await preparedOnes();
    await listAudit(model, AuditQuery.parse({ q: 'sample' }));
    await listJobs(model, JobListQuery.parse({ q: 'sample' }));
    expect(await preparedOnes()).toEqual(before);
  });

  it('read and write the tables that a rebuild has swapped in', async () => {
    const before = await firstPages();
    await appendAll(log, historyThatEnds(seed + 1, ['failed'], ['succeeded']));
    await rebuild({ databaseUrl: postgres.url, schema: model.schema, log });
    const { audit, jobs } = await firstPages();
    expect(audit.items[0]!.seq).toBe((await log.head()).last_seq);
    expect(jobs.items.length).toBeGreaterThan(before.jobs.items.length);

    await appendAll(log, historyThatEnds(seed + 2, ['failed']));
    await projectAll(model, log);
    expect((await firstPages()).jobs.items.length).toBe(jobs.items.length + 1);
  });
});
