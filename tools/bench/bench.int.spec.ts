import { append } from './log/append.ts';
import { audit } from './audit/audit.ts';
import type { Measure } from './measure/measure.ts';
import { jobsList } from './jobs/jobs-list.ts';
import { rebuild } from './log/rebuild.ts';
import { upload } from './needs/upload.ts';
import { scroll } from './jobs/scroll.ts';
import { variants } from './variants/variants.ts';

const once = { ours: expect.any(Number) as number, floor: expect.any(Number) as number };

function expectMeasured(measures: readonly Measure[]): void {
  for (const { name, pairs } of measures) {
    expect([name, pairs]).toEqual([name, [once]]);
    expect(pairs.every(({ ours, floor }) => ours > 0 && floor > 0)).toBe(true);
  }
}

/** Small sizes: the test checks that the benchmarks run, not their figures. */
describe.each([
  ['append', append(5)],
  ['rebuild', rebuild(10)],
])('the bench %s', (name, bench) => {
  it('measures ours and the bare floor side by side, against real servers', async () => {
    const measures = await bench(1, () => undefined);
    expect(measures).toMatchObject([{ name, unit: 'µs per event' }]);
    expectMeasured(measures);
  });
});

describe('the bench audit', () => {
  it('asks a real gateway for pages that have the same entries as a plain query, and for the whole trail', async () => {
    const said: string[] = [];
    const measures = await audit(1_500, 1)(1, (line) => said.push(line));
    expect(said).toContainEqual(expect.stringMatching(/1500 events of simulated jobs, seed \d+/));
    const names = measures.map(({ name }) => name);
    expect(names).toContain('audit: first page, p95');
    expect(names).toContain('audit: reason, no such word');
    expect(names.slice(-2)).toEqual(['audit: export', 'gateway during an export']);
    expectMeasured(measures);
  });
});

describe('the bench jobs', () => {
  it('searches jobs', async () => {
    const measures = await jobsList([30], 1)(1, () => undefined);
    expect(measures.map(({ name }) => name)).toContain('search of 30 jobs: one sample, p95');
    expectMeasured(measures);
  });
});

describe('the bench upload', () => {
  it('sends a file over tus and waits for its check, and watches the memory of the gateway', async () => {
    const measures = await upload([1, 17])(1, () => undefined);
    expect(measures.filter(({ name }) => name.startsWith('gateway during an upload of'))).toHaveLength(2);
    expectMeasured(measures);
  });
});

describe('the bench variants', () => {
  it('opens a table, and sorts and filters it', async () => {
    const measures = await variants(300, 1)(1, () => undefined);
    expect(measures.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['300 variants: opened', '300 variants: sorted by gene']),
    );
    expectMeasured(measures);
  });
});

describe('the bench scroll', () => {
  it('turns the wheel over the page and over plain HTML', async () => {
    const measures = await scroll(60, 3)(1, () => undefined);
    expect(measures).toMatchObject([{ name: 'scroll', unit: 'µs per frame' }]);
    expectMeasured(measures);
  });
});
