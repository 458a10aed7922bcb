import { join } from 'node:path';
import pg from 'pg';
import { openJetStreamLog } from '@reprise/event-log';
import { rebuild as rebuildTables } from '@reprise/read-model';
import { append } from './log/append.ts';
import { auditHistory } from './audit/audit-history.ts';
import { auditPages } from './audit/audit-pages.ts';
import { endedJobs, searches } from './jobs/jobs-list.ts';
import { measurePlates, plateEvents } from './jobs/plates.ts';
import { backup } from './backup/backup.ts';
import { exportAll } from './audit/export-all.ts';
import { fillLog } from './log/fill-log.ts';
import { filledJob, type FilledJob } from './variants/filled-job.ts';
import type { Measure } from './measure/measure.ts';
import { rebuild } from './log/rebuild.ts';
import { benchGateway, type BenchGateway } from './servers/gateway.ts';
import { benchNats, benchPostgres, scratch } from './servers/servers.ts';
import { uploads } from './needs/upload.ts';
import { variantViews } from './variants/variants.ts';

const once = { ours: expect.any(Number) as number, floor: expect.any(Number) as number };

function expectMeasured(measures: readonly Measure[]): void {
  for (const { name, pairs } of measures) {
    expect([name, pairs]).toEqual([name, [once]]);
    expect(pairs.every(({ ours, floor }) => ours > 0 && floor > 0)).toBe(true);
  }
}

/** Small sizes: the test checks that the benchmarks run, but not their results. */
describe.each([
  ['append', append(5)],
  ['rebuild', rebuild(10)],
])('the bench %s', (name, bench) => {
  it('measures ours and the bare floor in alternation, against real servers', async () => {
    const measures = await bench(1, () => undefined);
    expect(measures).toMatchObject([{ name, unit: 'µs per event' }]);
    expectMeasured(measures);
  });
});

it('measures backups and a restore against copies of the same bytes', async () => {
  const measures = await backup(100)(1, () => undefined);
  expect(measures.map(({ name }) => name)).toContain('restore');
  expectMeasured(measures);
});

describe('the benches of a gateway', () => {
  const VARIANTS = 300;
  const JOBS = 30;
  const PLATE_JOBS = 600;
  const fewest = { repetitions: 1, times: 1 };
  const servers = new AsyncDisposableStack();
  let folder: string;
  let gateway: BenchGateway;
  let databaseUrl: string;
  let database: pg.Client;
  let entries: number;
  let job: FilledJob;

  /** One log, database and gateway for all benches, because starting them takes time. */
  beforeAll(async () => {
    folder = servers.use(scratch()).path;
    const nats = servers.use(await benchNats(folder));
    databaseUrl = servers.use(await benchPostgres(folder)).url;
    job = filledJob(join(folder, 'gateway'), 0, VARIANTS, 1);
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'bench' });
    entries = await fillLog(log, [
      ...auditHistory(1, 1_500),
      ...endedJobs(0, JOBS),
      ...job.events,
      ...plateEvents(PLATE_JOBS, 12, Date.now()),
    ]);
    await rebuildTables({ databaseUrl, log });
    await log.close();
    gateway = servers.use(await benchGateway(folder, { NATS_URL: nats.url, DATABASE_URL: databaseUrl }));
    database = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=rm' });
    servers.defer(() => database.end());
    await database.connect();
  });
  afterAll(() => servers.disposeAsync());

  it('request pages of the audit with the same entries as a plain query, and the whole trail', async () => {
    const pages = await auditPages(gateway, database, entries, fewest);
    const whole = await exportAll(gateway, database, entries);
    const names = pages.map(({ name }) => name);
    expect(names).toContain('audit: first page, p95');
    expect(names).toContain('audit: reason, no such word');
    expect(whole.map(({ name }) => name)).toEqual(['audit: export', 'gateway during an export']);
    expectMeasured([...pages, ...whole]);
  });

  it('search jobs', async () => {
    const measures = await searches(gateway, databaseUrl, JOBS, fewest);
    expect(measures.map(({ name }) => name)).toContain('search of 30 jobs: one sample, p95');
    expectMeasured(measures);
  });

  it('open batches, trends and operations', async () => {
    const measures = await measurePlates(gateway, databaseUrl, { jobs: PLATE_JOBS, batches: 12 }, fewest);
    expect(measures.map(({ name }) => name)).toContain('600 jobs in 12 batches: operations of a year');
    expectMeasured(measures);
  });

  it('open a table of variants, and sort and filter it', async () => {
    const measures = await variantViews(gateway, [job], VARIANTS, fewest);
    expect(measures.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['300 variants: opened', '300 variants: sorted by gene']),
    );
    expectMeasured(measures);
  });

  it("send a file over tus in several requests, wait for its check, and record the gateway's memory", async () => {
    const measures = await uploads(gateway, folder, [17], 1, () => undefined);
    expect(measures.filter(({ name }) => name.startsWith('gateway during an upload of'))).toHaveLength(1);
    expectMeasured(measures);
  });
});
