import { amountText } from '@reprise/contracts/resource-text';
import type { ChartContent } from '@reprise/web/shared/charts/chart-content.ts';
import type { Spread, StepResources } from '../../contract/index.ts';

/** Heights in CSS pixels. */
const STEP = 48;
const AXIS = 36;

/** Places within the band of a step, from 0 at its top to 1 at its bottom. */
const NAME = 0.2;
const SIDES = [
  { side: 'requested', middle: 0.5, colour: 'var(--rp-idle)' },
  { side: 'used', middle: 0.78, colour: 'var(--rp-accent)' },
] as const;
const HALF_BOX = 0.1;

interface Measure {
  readonly title: string;
  readonly of: (step: StepResources) => StepResources['cpus'];
  /** Units from the smallest to the greatest, each with its size; the axis has the greatest that is not too large. */
  readonly units: readonly (readonly [name: string, size: number])[];
}

const MEASURES: readonly Measure[] = [
  {
    title: 'Memory',
    of: ({ memory }) => memory,
    units: ['B', 'KB', 'MB', 'GB', 'TB'].map((name, n) => [name, 1024 ** n] as const),
  },
  { title: 'CPUs', of: ({ cpus }) => cpus, units: [['CPUs', 1]] },
  {
    title: 'Time',
    of: ({ time_ms }) => time_ms,
    units: [
      ['s', 1000],
      ['min', 60_000],
      ['h', 3_600_000],
    ],
  },
];

/** Returns charts that compare what the tasks of each step requested and used: memory, CPUs and time. */
export const boxCharts = (steps: readonly StepResources[]): ChartContent[] =>
  MEASURES.map((measure) => boxChart(steps, measure));

/** Returns a chart with two boxes for each step, from the lower to the upper quartile, with lines to the extremes. */
function boxChart(steps: readonly StepResources[], { title, of, units }: Measure): ChartContent {
  const known = steps.flatMap((step) => [of(step).requested, of(step).used]).filter((spread) => spread !== null);
  const greatest = Math.max(0, ...known.map(({ max }) => max));
  const [unit, size] = units.findLast(([, each]) => each <= greatest) ?? units[0]!;
  const boxes = steps.flatMap((step, n) =>
    SIDES.flatMap(({ side, middle, colour }) => {
      const spread = of(step)[side];
      return spread === null ? [] : [{ ...scaled(spread, size), y: n + middle, colour }];
    }),
  );
  return {
    title,
    height: steps.length * STEP + AXIS,
    columns: ['Step', 'Side', 'Tasks', 'Least', 'Lower quartile', 'Median', 'Upper quartile', 'Greatest', 'Unit'],
    rows: steps.flatMap((step) =>
      SIDES.map(({ side }) => {
        const spread = of(step)[side];
        return [step.step, side, ...cells(spread === null ? null : scaled(spread, size)), unit];
      }),
    ),
    draw: (plot) => ({
      marginLeft: 4,
      marginRight: 16,
      marginTop: 0,
      x: { domain: [0, greatest === 0 ? 1 : greatest / size], grid: true, label: unit, ticks: 5 },
      y: { domain: [0, steps.length], reverse: true, axis: null },
      marks: [
        plot.text(steps, {
          y: (_: StepResources, n: number) => n + NAME,
          text: 'step',
          frameAnchor: 'left',
          fill: 'var(--rp-text)',
        }),
        plot.link(boxes, { x1: 'min', x2: 'max', y1: 'y', y2: 'y', stroke: 'colour' }),
        plot.rect(boxes, {
          x1: 'lower_quartile',
          x2: 'upper_quartile',
          y1: ({ y }: { y: number }) => y - HALF_BOX,
          y2: ({ y }: { y: number }) => y + HALF_BOX,
          fill: 'colour',
          fillOpacity: 0.35,
        }),
        plot.ruleX(boxes, {
          x: 'median',
          y1: ({ y }: { y: number }) => y - HALF_BOX,
          y2: ({ y }: { y: number }) => y + HALF_BOX,
          stroke: 'colour',
          strokeWidth: 3,
        }),
      ],
    }),
  };
}

type Values = NonNullable<Spread>;

const scaled = ({ tasks, min, lower_quartile, median, upper_quartile, max }: Values, size: number): Values => ({
  tasks,
  min: min / size,
  lower_quartile: lower_quartile / size,
  median: median / size,
  upper_quartile: upper_quartile / size,
  max: max / size,
});

const cells = (spread: Spread): string[] =>
  spread === null
    ? Array.from({ length: 6 }, () => '–')
    : [
        String(spread.tasks),
        ...[spread.min, spread.lower_quartile, spread.median, spread.upper_quartile, spread.max].map(amountText),
      ];
