import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VariantPage } from '@reprise/variants/contract';
import { openJetStreamLog } from '@reprise/event-log';
import { rebuild } from '@reprise/read-model';
import { seed } from '@reprise/testing/random';
import { fillLog } from '../log/fill-log.ts';
import type { Bench, Measure, Pair } from '../measure/measure.ts';
import { race } from '../measure/race.ts';
import { benchGateway, type BenchGateway } from '../servers/gateway.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';
import { filledJob, type FilledJob } from './filled-job.ts';

const PAGE = 200;
const bare = 'the file read, and split into lines and cells';

/** Found with `--cpu-prof`, 2026-11-28. */
const gap =
  'The difference: each request reads the events of the job from the log, and causes garbage collection. To sort by class, the class of each row is looked up by an id, which is built for each row.';

/** Views shown in docs/benchmarks.md. The others are only printed. */
const SHOWN = ['first page', 'sorted by class'];
/** Queries of the page for a table that is already loaded. */
const views = {
  'first page': '',
  'sorted by gene': 'sort=gene',
  'sorted by class': 'sort=class&order=desc',
  'missense, homozygous': 'consequence=missense&genotype=hom',
  'one gene': 'q=GENE1234',
  'not classified': 'class=none',
};

/** Benchmark: the table of variants of a job. @param variants number of rows */
export const variants =
  (variants = 100_000, times = 20): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'bench' });
    try {
      say(`  seed ${String(seed)}`);
      const dataDir = join(folder.path, 'gateway');
      const jobs = Array.from({ length: repetitions }, (_, i) => filledJob(dataDir, i, variants, seed));
      await fillLog(
        log,
        jobs.flatMap(({ events }) => events),
      );
      await rebuild({ databaseUrl: postgres.url, log });
      await using gateway = await benchGateway(folder.path, { NATS_URL: nats.url, DATABASE_URL: postgres.url });
      return await variantViews(gateway, jobs, variants, { repetitions, times });
    } finally {
      await log.close();
    }
  };

/** Opens the table of each job with the given number of variants, then sends the page's queries for the last one. */
export async function variantViews(
  gateway: BenchGateway,
  jobs: readonly FilledJob[],
  variants: number,
  { repetitions, times }: { repetitions: number; times: number },
): Promise<Measure[]> {
  const list = async ({ jobId }: FilledJob, query: string) => {
    const response = await gateway.get(`/api/jobs/${jobId}/variants?limit=${String(PAGE)}&${query}`);
    return (await response.json()) as VariantPage;
  };
  const name = (what: string) => `${String(variants)} variants: ${what}`;
  const measures: Measure[] = [
    {
      question: 'lists',
      name: name('opened'),
      unit: 'ms',
      floor: bare,
      ours: `GET /api/jobs/{id}/variants, ${String(PAGE)} rows of a table that was not read before`,
      pairs: await opened(jobs, (job) => list(job, ''), variants),
      gap: 'The difference: cells are converted to variants, mostly the consequences (BCSQ) of each row.',
    },
  ];
  const job = jobs.at(-1)!;
  for (const [what, query] of Object.entries(views)) {
    const of = { question: 'lists' as const, name: name(what), floor: bare, gap, isDetail: !SHOWN.includes(what) };
    const ours = `GET /api/jobs/{id}/variants?${query}, ${String(PAGE)} rows`;
    const asked = { ask: () => list(job, query), askBare: () => readBare(job) };
    measures.push(...(await race({ ...of, ours, ...asked }, repetitions, times)));
  }
  return measures;
}

/** Opens the table of each job once. @throws Error if it is not loaded completely */
async function opened(
  jobs: readonly FilledJob[],
  open: (job: FilledJob) => Promise<VariantPage>,
  variants: number,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const job of jobs) {
    const began = performance.now();
    const { total } = await open(job);
    const ours = performance.now() - began;
    if (total !== variants) throw new Error(`${String(total)} of ${String(variants)} variants`);
    const bareBegan = performance.now();
    await readBare(job);
    pairs.push({ ours, floor: performance.now() - bareBegan });
  }
  return pairs;
}

const readBare = async ({ table }: FilledJob): Promise<string[][]> =>
  (await readFile(table, 'utf8')).split('\n').map((line) => line.split('\t'));
