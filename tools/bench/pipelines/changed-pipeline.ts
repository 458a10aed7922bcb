import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Measure, Pair } from '../measure/measure.ts';
import { benchGateway, type BenchGateway } from '../servers/gateway.ts';
import { TICK_MS, ticksOf } from '../servers/process-figures.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';
import { ManyPipelines } from './many-pipelines.ts';

/** Exceeds the time for which a gateway takes the folders to be as they were. */
const LOOKS_AGAIN_MS = 1_200;
const PING_EVERY_MS = 5;

interface Figures {
  /** Milliseconds until a check of parameters is answered. */
  readonly check: number;
  /** The longest of the requests that only ask whether the gateway lives, in milliseconds. */
  readonly other: number;
  /** Milliseconds of processor. */
  readonly processor: number;
}

/**
 * Benchmark: check of parameters just after one pipeline has changed.
 * @param count of pipelines
 */
export const changedPipeline =
  (count = 285): Bench =>
  async (repetitions) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const pipelines = new ManyPipelines(join(folder.path, 'pipelines'), count);
    const servers = { NATS_URL: nats.url, DATABASE_URL: postgres.url };
    await using gateway = await benchGateway(folder.path, servers, { REPRISE_PIPELINES: pipelines.folder });
    return await checksAfterChanges(gateway, pipelines, repetitions);
  };

/** Measures a check after a change, and one without. */
export async function checksAfterChanges(
  gateway: BenchGateway,
  pipelines: ManyPipelines,
  repetitions: number,
): Promise<Measure[]> {
  const [check, other, processor]: [Pair[], Pair[], Pair[]] = [[], [], []];
  for (let repetition = -1; repetition < repetitions; repetition += 1) {
    const floor = await figuresOf(gateway, pipelines);
    pipelines.change((repetition + 1) % pipelines.count);
    const ours = await figuresOf(gateway, pipelines);
    if (repetition < 0) continue;
    check.push({ ours: ours.check, floor: floor.check });
    other.push({ ours: ours.other, floor: floor.other });
    processor.push({ ours: ours.processor, floor: floor.processor });
  }
  const measure = (name: string, pairs: readonly Pair[], ours: string, floor: string): Measure => ({
    question: 'wait',
    name,
    ours,
    floor,
    unit: 'ms',
    pairs,
  });
  const of = `${String(pipelines.count)} pipelines`;
  return [
    measure(
      `check after one of ${of} changed`,
      check,
      'POST /api/jobs/check of another one',
      'the same with no change',
    ),
    measure(`other requests meanwhile`, other, 'GET /health/live every 5 ms, the slowest', 'the same with no change'),
    measure(`processor of such a check`, processor, 'processor time of the gateway', 'the same with no change'),
  ];
}

async function figuresOf(gateway: BenchGateway, pipelines: ManyPipelines): Promise<Figures> {
  await sleep(LOOKS_AGAIN_MS);
  const before = ticksOf(gateway.pid);
  const began = performance.now();
  const body = new TextEncoder().encode(
    JSON.stringify({ pipeline: pipelines.nameOf(pipelines.count - 1), params: { param_1: true } }),
  );
  const done = new AbortController();
  const answered = gateway
    .send('/api/jobs/check', 'POST', { 'content-type': 'application/json' }, body)
    .then(() => performance.now() - began)
    .finally(() => done.abort());
  let other = 0;
  do {
    const asked = performance.now();
    await gateway.get('/health/live');
    other = Math.max(other, performance.now() - asked);
    await sleep(PING_EVERY_MS);
  } while (!done.signal.aborted);
  // Tick by tick: a check with no change takes less than one.
  return { check: await answered, other, processor: Math.max(ticksOf(gateway.pid) - before, 1) * TICK_MS };
}
