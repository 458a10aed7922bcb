import type { Measure } from './bench.ts';
import type { MachineFacts } from './machine-facts.ts';
import { ratiosOf, spreadOf, type Spread } from './statistics.ts';

const shown = ({ min, median, max }: Spread, digits: number) =>
  [min, median, max].map((number) => number.toFixed(digits)).join(' / ');

/** One line a measure: its ratio to the floor, then both. Least / middle / greatest of the repetitions. */
export function lineOf({ name, unit, pairs }: Measure): string {
  const ours = shown(spreadOf(pairs.map((pair) => pair.ours)), 0);
  const floor = shown(spreadOf(pairs.map((pair) => pair.floor)), 0);
  return `${name}: ${shown(ratiosOf(pairs), 2)} of the floor (ours ${ours}, floor ${floor} ${unit}, ${String(pairs.length)} repetitions)`;
}

/** docs/benchmarks.md, whole. */
export function page(measures: readonly Measure[], facts: MachineFacts): string {
  const rows = measures.map(
    ({ name, unit, pairs }) =>
      `| ${name} | **${shown(ratiosOf(pairs), 2)}** | ${shown(spreadOf(pairs.map(({ ours }) => ours)), 0)} | ${shown(spreadOf(pairs.map(({ floor }) => floor)), 0)} | ${unit} | ${String(pairs.length)} |`,
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
    'A first repetition warms both sides up and is not counted. nats-server runs with `sync_interval: always`, Postgres with fsync.',
    '',
  ].join('\n');
}
