import type { Measure, Pair } from './bench.ts';
import { percentile } from './statistics.ts';

/** Same task done in two ways. */
export interface Race {
  readonly name: string;
  /** With Reprise. */
  readonly ours: string;
  /** With the baseline. */
  readonly floor: string;
  readonly ask: () => Promise<unknown>;
  readonly askBare: () => Promise<unknown>;
}

/** Asks so many times in turn, in each repetition after one that warms up: the middle and the slow end of both. */
export async function race(of: Race, repetitions: number, times: number): Promise<[p50: Measure, p95: Measure]> {
  const [p50, p95]: [Pair[], Pair[]] = [[], []];
  for (let repetition = -1; repetition < repetitions; repetition += 1) {
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let time = 0; time < times; time += 1) {
      ours.push(await milliseconds(of.ask));
      floor.push(await milliseconds(of.askBare));
    }
    if (repetition < 0) continue;
    p50.push({ ours: percentile(ours, 50), floor: percentile(floor, 50) });
    p95.push({ ours: percentile(ours, 95), floor: percentile(floor, 95) });
  }
  const measure = (which: string, pairs: readonly Pair[]): Measure => ({
    ...{ name: `${of.name}, ${which}`, ours: `${of.ours}, ${which} of ${String(times)}`, floor: of.floor },
    ...{ unit: 'ms', pairs },
  });
  return [measure('p50', p50), measure('p95', p95)];
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
