import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobResources } from '@reprise/provenance/contract';
import { Lab } from '../lab.ts';
import type { Sample } from '../sample.ts';

/** Measurements of a task of the pipeline `needs` by itself. */
interface Used {
  readonly memory: number;
  readonly cpu_ms: number;
  readonly time_ms: number;
}

const MINUTE_MS = 60_000;
/**
 * Largest deviation while other tests run: Nextflow's wrapper, which it measures too, then takes up to a second of nine.
 * Without such tests, a job had at most 0.043.
 */
const SLOW_MACHINE = 0.25;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** A pipeline whose tasks use known amounts, on a real Nextflow. */
describe('the advice to request less', () => {
  let lab: Lab;
  let first: JobResources['steps'][number];
  beforeAll(async () => {
    lab = await Lab.start();
  });
  afterAll(() => lab.stop());

  async function stepOf(sample: Sample): Promise<JobResources['steps'][number]> {
    const { steps, tasks } = await lab.api.resources(sample.id);
    expect([steps.length, tasks]).toEqual([1, 10]);
    return steps[0]!;
  }

  it('rests on the memory and time that the tasks used', async () => {
    const sample = await lab.submit('needs');
    const { output_dir } = await sample.becomes('completed', 4 * MINUTE_MS);
    first = await stepOf(sample);
    const used = Array.from({ length: 10 }, (_, n) => `used.${String(n + 1)}.json`).map(
      (name) => JSON.parse(readFileSync(join(output_dir!, name), 'utf8')) as Used,
    );
    expect(first.memory.requested).toMatchObject({ min: 2 ** 30, max: 2 ** 30 });
    expect(first.cpus.requested).toMatchObject({ min: 2, max: 2 });
    expect(first.time_ms.requested).toMatchObject({ min: 3_600_000, max: 3_600_000 });
    const own = (unit: keyof Used) => median(used.map((one) => one[unit]));
    const { memory, cpus, time_ms } = first;
    expect(Math.abs(memory.used!.median / own('memory') - 1)).toBeLessThan(0.05);
    expect(Math.abs(time_ms.used!.median / own('time_ms') - 1)).toBeLessThan(SLOW_MACHINE);
    // The share of a CPU depends on the time, but not the time on a CPU.
    expect(Math.abs((cpus.used!.median * time_ms.used!.median) / own('cpu_ms') - 1)).toBeLessThan(SLOW_MACHINE);
  });

  it('is enough for the next job, which requests less', async () => {
    expect(first.advice?.directives.map(({ directive }) => directive)).toEqual(['cpus', 'memory', 'time']);
    const sample = await lab.submit('needs', {}, { launch: { config: first.advice!.config } });
    await sample.becomes('completed', 4 * MINUTE_MS);
    const second = await stepOf(sample);
    for (const { directive, advised: amount } of first.advice!.directives)
      expect(second[directive === 'time' ? 'time_ms' : directive].requested).toMatchObject({
        min: amount,
        max: amount,
      });
    expect((await sample.tasks()).map(({ status }) => status)).toEqual(Array(10).fill('completed'));
    const saved = first.advice!.directives.map(({ saved_hours }) => saved_hours);
    expect(saved[0]! / first.cpu_hours.requested!).toBeCloseTo(1 - second.cpus.requested!.max / 2, 2);
    expect(saved[1]! / first.memory_gb_hours.requested!).toBeCloseTo(1 - second.memory.requested!.max / 2 ** 30, 2);
    expect(second).toMatchObject({ advice: null, no_advice: 'nothing_to_save' });
  });
});
