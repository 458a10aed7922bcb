import type { AnyEvent } from '@reprise/contracts';
import { derivedId, makeEvent, openJetStreamLog, type Fact } from '@reprise/event-log';
import { rebuild } from '@reprise/read-model';
import pg from 'pg';
import { fillLog } from '../log/fill-log.ts';
import { attemptFacts, submitted, success } from '../log/job-events.ts';
import type { Bench, Measure } from '../measure/measure.ts';
import { race } from '../measure/race.ts';
import { benchGateway } from '../servers/gateway.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';
import { plateViews, type PlateView } from './plate-views.ts';

const PIPELINES = ['wes', 'wes', 'panel', 'wgs'];
const CAUSES = ['error', 'error', 'runner_lost'] as const;
const HOUR_MS = 3_600_000;

/** Benchmark: pages about batches, trends and operations, with the jobs of a year. */
export const plates =
  (jobs = 100_000, batches = 1200, times = 20): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'bench' });
    try {
      const began = performance.now();
      const events = await fillLog(log, plateEvents(jobs, batches, Date.now()));
      await rebuild({ databaseUrl: postgres.url, log });
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      say(`  ${String(jobs)} jobs in ${String(batches)} batches, ${String(events)} events after ${seconds} s`);
      await using gateway = await benchGateway(folder.path, { NATS_URL: nats.url, DATABASE_URL: postgres.url });
      return await measurePlates(gateway, postgres.url, { jobs, batches }, { repetitions, times });
    } finally {
      await log.close();
    }
  };

/** Measures each page against its bare queries. @throws Error if a page differs from its query in the number of rows */
export async function measurePlates(
  gateway: { get(path: string): Promise<Response> },
  databaseUrl: string,
  { jobs, batches }: { jobs: number; batches: number },
  { repetitions, times }: { repetitions: number; times: number },
): Promise<Measure[]> {
  const database = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=rm' });
  await database.connect();
  try {
    const measures: Measure[] = [];
    for (const view of plateViews(batchIdOf(Math.floor(batches / 2)))) {
      const ask = async () => (await (await gateway.get(view.path)).json()) as never;
      const askBare = async () => (await database.query(view.sql, [...view.values])).rows as unknown[];
      const [ours, bare] = [view.count(await ask()), (await askBare()).length];
      if (ours !== bare || bare === 0) throw new Error(`${view.name}: ${String(ours)} and ${String(bare)} rows`);
      measures.push(...(await race({ ...about(view, jobs, batches), ask, askBare }, repetitions, times)));
    }
    return measures;
  } finally {
    await database.end();
  }
}

const about = ({ name, path, gap }: PlateView, jobs: number, batches: number) => ({
  question: 'lists' as const,
  name: `${String(jobs)} jobs in ${String(batches)} batches: ${name}`,
  ours: `GET ${path.replace(/[\da-f-]{36}/, '{id}')}`,
  floor: 'one plain query for the same rows, on an open connection',
  gap,
});

const batchIdOf = (number: number) => derivedId('bench batch', number);

/** Yields the events of jobs that ended within the last year, batch after batch. `now` in milliseconds. */
export function* plateEvents(jobs: number, batches: number, now: number): Generator<AnyEvent> {
  const each = Math.ceil(jobs / batches);
  const first = now - 360 * 24 * HOUR_MS;
  for (let number = 0; number < jobs; number += 1) {
    const at = first + (number / jobs) * 359 * 24 * HOUR_MS;
    let seq = 0;
    for (const { fact, after_ms } of jobFacts(number, Math.floor(number / each))) {
      const about = { source: '/reprise/bench', correlation_id: fact.subject, causation_id: fact.subject };
      const id = derivedId('bench plate', number, (seq += 1));
      yield makeEvent(fact, { id, time: new Date(at + after_ms).toISOString(), actor: 'ada', ...about });
    }
  }
}

function* jobFacts(number: number, batch: number): Generator<{ fact: Fact; after_ms: number }> {
  const subject = derivedId('bench plate job', number);
  const sample_name = `S${String(number).padStart(6, '0')}`;
  const of = { id: batchIdOf(batch), name: `Plate ${String(batch)}` };
  const pipeline = PIPELINES[batch % PIPELINES.length]!;
  const labels = { run: `run-${String(batch)}`, project: batch % 10 === 0 ? 'cardio' : 'research' };
  yield { fact: submitted(subject, { sample_name, pipeline, batch: of, labels }), after_ms: 0 };
  const wait_ms = (number % 97) * 60_000;
  const end = number % 20 === 0 ? failed(subject, number) : succeeded(subject);
  for (const fact of attemptFacts(subject, { number, tasks: 0 }, ...(end.measured ? [end.measured] : []), end.fact))
    yield { fact, after_ms: fact === end.fact || fact.type === 'slot_released' ? wait_ms + 61_000 : wait_ms };
}

const succeeded = (subject: string): { fact: Fact; measured?: Fact } => ({
  measured: {
    type: 'qc_measured',
    subject,
    data: {
      attempt: 1,
      verdict: 'pass',
      complete: true,
      samples: [{ sample: 'S1', verdict: 'pass', charts: [], metrics: METRICS }],
    },
  },
  fact: { type: 'attempt_succeeded', subject, data: success(1) },
});

const METRICS = ['mean_depth', 'duplicates', 'on_target'].map((name, n) => ({
  name,
  label: name,
  unit: n === 0 ? 'x' : '%',
  value: 80 + n,
  verdict: null,
  warn: null,
  fail: null,
}));

const failed = (subject: string, number: number): { fact: Fact; measured?: Fact } => ({
  fact: {
    type: 'attempt_failed',
    subject,
    data: {
      attempt: 1,
      cause: CAUSES[number % CAUSES.length]!,
      exit_code: 1,
      signal: null,
      failing_step: 'CALL',
      failing_task: null,
      stderr_tail: ['no reads'],
      message: 'CALL failed: no reads',
      duration_ms: 9_000,
      processes_ended: 2,
    },
  },
});
