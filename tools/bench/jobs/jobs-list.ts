import type { AnyEvent, JobView, Page } from '@reprise/contracts';
import { derivedId, makeEvent, openJetStreamLog, type Fact } from '@reprise/event-log';
import { rebuild } from '@reprise/read-model';
import pg from 'pg';
import type { Bench, Measure } from '../measure/measure.ts';
import { fillLog } from '../log/fill-log.ts';
import { benchGateway } from '../servers/gateway.ts';
import { cancelled, submitted } from '../log/job-events.ts';
import { race } from '../measure/race.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';

const PAGE = 50;

/** Found with `explain analyze` and `--cpu-prof`, 2026-11-28. */
const gap =
  'The difference: HTTP takes 1.4 ms, most of it to compress and decompress 60 KB (measured with a bare server that sends the same response). The rest is the query and the transfer of its rows, a third of them JSON that Node parses; the steps of jobs without a plan, queried once per pipeline; and the fifty views.';

/**
 * Benchmark: the jobs page and its search, with few and many jobs.
 * @param sizes numbers of jobs, ascending
 */
export const jobsList =
  (sizes: readonly number[] = [10_000, 100_000], times = 20): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'bench' });
    const measures: Measure[] = [];
    try {
      let made = 0;
      for (const jobs of sizes) {
        const began = performance.now();
        await fillLog(log, endedJobs(made, jobs));
        made = jobs;
        await rebuild({ databaseUrl: postgres.url, log });
        say(`  ${String(jobs)} jobs after ${((performance.now() - began) / 1000).toFixed(1)} s`);
        await using gateway = await benchGateway(folder.path, { NATS_URL: nats.url, DATABASE_URL: postgres.url });
        measures.push(...(await searches(gateway, postgres.url, jobs, { repetitions, times })));
      }
      return measures;
    } finally {
      await log.close();
    }
  };

/** Yields the events of jobs that were cancelled while pending. */
export function* endedJobs(from: number, to: number): Generator<AnyEvent> {
  for (let number = from; number < to; number += 1) {
    const subject = derivedId('bench job', number);
    const facts: Fact[] = [
      submitted(subject, { sample_name: sampleOf(number) }),
      { type: 'cancel_requested', subject, data: { attempt: 1, reason: 'not needed' } },
      cancelled(subject, 1),
    ];
    for (const fact of facts) {
      const id = derivedId('bench', number, fact.type);
      const time = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
      const about = { source: '/reprise/bench', correlation_id: subject, causation_id: subject };
      yield makeEvent(fact, { id, time, actor: 'ada', ...about });
    }
  }
}

const sampleOf = (number: number) => `S${String(number).padStart(6, '0')}`;

/**
 * Searches the page with this number of jobs.
 * @throws Error if the number of results differs from that of a plain query
 */
export async function searches(
  gateway: { get(path: string): Promise<Response> },
  databaseUrl: string,
  jobs: number,
  { repetitions, times }: { repetitions: number; times: number },
): Promise<Measure[]> {
  const database = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=rm' });
  await database.connect();
  try {
    const measures: Measure[] = [];
    const pages = [
      { name: 'first page', q: '' },
      { name: 'one sample', q: sampleOf(Math.floor(jobs / 2)) },
      { name: 'every job', q: 'cancelled', isDetail: true },
      { name: 'no such word', q: 'xylophone', isDetail: true },
    ];
    for (const { name, q, isDetail } of pages) {
      const query = new URLSearchParams({ limit: String(PAGE), ...(q && { q }) }).toString();
      const ask = async () => (await (await gateway.get(`/api/jobs?${query}`)).json()) as Page<JobView>;
      const askBare = async () =>
        (await database.query<{ job_id: string }>(q ? search : list, q ? [`%${q}%`] : [])).rows;
      const [ours, bare] = [(await ask()).items, await askBare()];
      if (ours.length !== bare.length) throw new Error(`${q}: ${String(ours.length)} and ${String(bare.length)} jobs`);
      const of = {
        question: 'lists' as const,
        name: q ? `search of ${String(jobs)} jobs: ${name}` : `list of ${String(jobs)} jobs: ${name}`,
        ours: `GET /api/jobs, a page of ${String(PAGE)}`,
        floor: 'one plain query for the same rows, on an open connection',
        gap,
        isDetail,
      };
      measures.push(...(await race({ ...of, ask, askBare }, repetitions, times)));
    }
    return measures;
  } finally {
    await database.end();
  }
}

const newest = `order by created_at desc, job_id desc limit ${String(PAGE)}`;
const list = `select * from job ${newest}`;
const search = `select * from job
  where sample_name ilike $1 or job_id::text ilike $1 or created_by ilike $1 or error_message ilike $1 ${newest}`;
