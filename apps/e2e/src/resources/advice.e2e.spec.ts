import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobResources } from '@reprise/provenance/contract';
import { Lab } from '../lab.ts';
import type { Sample } from '../sample.ts';

/** Measurements of a task of the pipeline `needs` by itself. */
interface Used {
  readonly memory: number;
  readonly cpus: number;
  readonly time_ms: number;
}

const MINUTE_MS = 60_000;
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

  it('rests on figures within 5 % of what the tasks used', async () => {
    const sample = await lab.submit('needs');
    const { output_dir } = await sample.becomes('completed', 2 * MINUTE_MS);
    first = await stepOf(sample);
    const used = Array.from({ length: 10 }, (_, n) => `used.${String(n + 1)}.json`).map(
      (name) => JSON.parse(readFileSync(join(output_dir!, name), 'utf8')) as Used,
    );
    expect(first.memory.requested).toMatchObject({ min: 2 ** 30, max: 2 ** 30 });
    expect(first.cpus.requested).toMatchObject({ min: 2, max: 2 });
    expect(first.time_ms.requested).toMatchObject({ min: 3_600_000, max: 3_600_000 });
    const ratios = {
      memory: first.memory.used!.median / median(used.map(({ memory }) => memory)),
      cpus: first.cpus.used!.median / median(used.map(({ cpus }) => cpus)),
      time: first.time_ms.used!.median / median(used.map(({ time_ms }) => time_ms)),
    };
    expect(Object.entries(ratios).filter(([, ratio]) => Math.abs(ratio - 1) > 0.05)).toEqual([]);
  });

  it('is enough for the next job, which requests less', async () => {
    expect(first.advice?.directives.map(({ directive }) => directive)).toEqual(['cpus', 'memory', 'time']);
    const sample = await lab.submit('needs', {}, { launch: { config: first.advice!.config } });
    await sample.becomes('completed', 2 * MINUTE_MS);
    const second = await stepOf(sample);
    for (const { directive, advised: amount } of first.advice!.directives)
      expect(second[directive === 'time' ? 'time_ms' : directive].requested).toMatchObject({
        min: amount,
        max: amount,
      });
    expect((await sample.tasks()).map(({ status }) => status)).toEqual(Array(10).fill('completed'));
    // The hours depend on the time, which differs a little.
    const saved = (unit: 'cpu_hours' | 'memory_gb_hours') => first[unit].requested! - second[unit].requested!;
    const named = first.advice!.directives.map(({ saved_hours }) => saved_hours!);
    expect(saved('cpu_hours') / named[0]!).toBeGreaterThan(0.8);
    expect(saved('memory_gb_hours') / named[1]!).toBeGreaterThan(0.8);
    expect(second).toMatchObject({ advice: null, no_advice: 'nothing_to_save' });
  });
});
