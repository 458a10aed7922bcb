import type { MachineFacts } from './machine-facts.ts';
import { questions, type Measure, type Question } from './measure.ts';
import { ratiosOf, spreadOf, type Spread } from './statistics.ts';

const all = ({ min, median, max }: Spread, digits: number) =>
  [min, median, max].map((number) => number.toFixed(digits)).join(' / ');

/** Small values have more decimals. */
const digitsOf = (number: number) => (number < 1 ? 2 : number < 100 ? 1 : 0);

const shown = (numbers: readonly number[]) => {
  const spread = spreadOf(numbers);
  return all(spread, digitsOf(spread.median));
};

const middle = (numbers: readonly number[]) => {
  const { median } = spreadOf(numbers);
  return median.toFixed(digitsOf(Math.abs(median)));
};

const oursOf = ({ pairs }: Measure) => pairs.map(({ ours }) => ours);
const floorOf = ({ pairs }: Measure) => pairs.map(({ floor }) => floor);

/** Returns one line per measure: the ratio, then both values as minimum / median / maximum of the repetitions. */
export function lineOf(measure: Measure): string {
  const { name, unit, pairs } = measure;
  const figures = `ours ${shown(oursOf(measure))}, floor ${shown(floorOf(measure))} ${unit}`;
  return `${name}: ${all(ratiosOf(pairs), 2)} of the floor (${figures}, ${String(pairs.length)} repetitions)`;
}

/** Returns docs/benchmarks.md: a table with its chart for each question. */
export function page(measures: readonly Measure[], facts: MachineFacts): string {
  const shownOnes = measures.filter(({ isDetail }) => !isDetail);
  const asked = Object.keys(questions) as Question[];
  const sections = asked.flatMap((question) =>
    section(
      question,
      shownOnes.filter((one) => one.question === question),
    ),
  );
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`. Each figure is compared with a bare way to do the same, measured in the same run, in alternation. A ratio of 1 means as fast as bare. Ratios also apply to other machines, figures do not. Figures are medians. The lowest and the highest ratio of the repetitions are in parentheses. Times on [clusters](benchmarks-clusters.md) and with [containers](containers.md#what-was-tried) are measured apart.',
    '',
    ...sections,
    '## Where',
    '',
    '| | |',
    '| --- | --- |',
    ...facts.map(([name, text]) => `| ${name} | ${text} |`),
    '',
    'A first repetition warms both sides up and is not counted. nats-server runs with `sync_interval: always`, Postgres with fsync.',
    '',
  ].join('\n');
}

function section(question: Question, measures: readonly Measure[]): string[] {
  if (measures.length === 0) return [];
  return [
    `## ${questions[question]}`,
    '',
    '| what | bare | Reprise | more | ratio |',
    '| --- | --- | --- | --- | --- |',
    ...measures.map(row),
    '',
    ...chart(measures),
    '',
    ...notes(measures),
    '',
  ];
}

/** A note shared by several measures. */
function notes(measures: readonly Measure[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, ours, floor, gap, taken } of measures) {
    const note = [`${ours}. Bare: ${floor}.`, gap, taken && `(${taken})`].filter(Boolean).join(' ');
    names.set(note, [...(names.get(note) ?? []), `**${name}**`]);
  }
  return [...names].map(([note, of]) => `- ${of.join(', ')}: ${note}`);
}

function row(measure: Measure): string {
  const { name, unit, pairs } = measure;
  const { min, median, max } = ratiosOf(pairs);
  const more = pairs.map(({ ours, floor }) => ours - floor);
  const ratio = `**${median.toFixed(2)}** (${min.toFixed(2)}-${max.toFixed(2)})`;
  return `| ${name} | ${middle(floorOf(measure))} ${unit} | ${middle(oursOf(measure))} ${unit} | ${middle(more)} | ${ratio} |`;
}

/** Source: Mermaid, XY chart. */
function chart(measures: readonly Measure[]): string[] {
  const names = measures.map(({ name }) => `"${name}"`);
  const ratios = measures.map(({ pairs }) => ratiosOf(pairs).median.toFixed(2));
  return [
    '```mermaid',
    'xychart-beta horizontal',
    `  x-axis [${names.join(', ')}]`,
    '  y-axis "times as long, or as much, as bare"',
    `  bar [${ratios.join(', ')}]`,
    '```',
  ];
}
