import type { Measure } from './bench.ts';
import type { MachineFacts } from './machine-facts.ts';
import { ratiosOf, spreadOf, type Spread } from './statistics.ts';

const shown = ({ min, median, max }: Spread, digits: number) =>
  [min, median, max].map((number) => number.toFixed(digits)).join(' / ');

/** Formats milliseconds; small values with one decimal. */
const figures = (numbers: readonly number[]) => {
  const spread = spreadOf(numbers);
  return shown(spread, spread.median < 100 ? 1 : 0);
};

/** Returns one line per measure: ratio, then both values as least / median / greatest of the repetitions. */
export function lineOf({ name, unit, pairs }: Measure): string {
  const ours = figures(pairs.map((pair) => pair.ours));
  const floor = figures(pairs.map((pair) => pair.floor));
  return `${name}: ${shown(ratiosOf(pairs), 2)} of the floor (ours ${ours}, floor ${floor} ${unit}, ${String(pairs.length)} repetitions)`;
}

/** Returns docs/benchmarks.md. */
export function page(measures: readonly Measure[], facts: MachineFacts): string {
  const rows = measures.map(
    ({ name, unit, pairs }) =>
      `| ${name} | **${shown(ratiosOf(pairs), 2)}** | ${figures(pairs.map(({ ours }) => ours))} | ${figures(pairs.map(({ floor }) => floor))} | ${unit} | ${String(pairs.length)} |`,
  );
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`. Each figure is a ratio to the bare way of doing the same, measured in the same run, repetition by repetition, so that it says something on another machine too: 1 is as fast as bare, 2 takes twice as long. Three numbers are the least, the middle and the greatest of the repetitions.',
    '',
    '| what | ours by bare | ours | bare | unit | repetitions |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    '## What was measured',
    ...measures.map(({ name, ours, floor }) => `- **${name}**: ${ours}. Bare: ${floor}.`),
    '',
    '## Where',
    '| | |',
    '|---|---|',
    ...facts.map(([name, text]) => `| ${name} | ${text} |`),
    '',
    'A first repetition warms both sides up and is not counted; the export runs once. nats-server runs with `sync_interval: always`, Postgres with fsync.',
    '',
  ].join('\n');
}
