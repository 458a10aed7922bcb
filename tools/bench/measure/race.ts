import type { Measure, Pair } from './measure.ts';
import { percentile } from './statistics.ts';

/** The same task done in two ways. */
export interface Race extends Pick<Measure, 'question' | 'name' | 'ours' | 'floor' | 'gap' | 'isDetail'> {
  readonly ask: () => Promise<unknown>;
  readonly askBare: () => Promise<unknown>;
}

/**
 * Measures both ways alternately, `times` times in each repetition, after a warm-up. Returns the median and the slow
 * end of each.
 */
export async function race(
  { ask, askBare, ...of }: Race,
  repetitions: number,
  times: number,
): Promise<[p50: Measure, p95: Measure]> {
  const [p50, p95]: [Pair[], Pair[]] = [[], []];
  for (let repetition = -1; repetition < repetitions; repetition += 1) {
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let time = 0; time < times; time += 1) {
      ours.push(await milliseconds(ask));
      floor.push(await milliseconds(askBare));
    }
    if (repetition < 0) continue;
    p50.push({ ours: percentile(ours, 50), floor: percentile(floor, 50) });
    p95.push({ ours: percentile(ours, 95), floor: percentile(floor, 95) });
  }
  const common = { ...of, unit: 'ms' } as const;
  return [
    { ...common, ours: `${of.ours}, median of ${String(times)}`, pairs: p50 },
    { ...common, name: `${of.name}, p95`, pairs: p95, isDetail: true },
  ];
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
