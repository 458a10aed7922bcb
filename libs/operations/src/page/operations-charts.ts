import type { ChartContent, ChartRow } from '@reprise/web/shared/charts/chart-content.ts';
import { bytes, count, runnerName, shortDuration } from '@reprise/web/shared/format.ts';
import type { Operations } from '../contract/index.ts';
import { causeText, partScale, rowsHeight, startOf } from './parts.ts';

const HEIGHT = 220;
const MARGINS = { marginLeft: 52, marginRight: 16, marginTop: 24 };
const FACETS = { ...MARGINS, marginLeft: 96, marginRight: 44 };
const MINUTE_MS = 60_000;

/** Statuses of attempts that ended, as the table names them, with their colours. */
const STATUSES = [
  { status: 'succeeded', text: 'Succeeded', colour: 'var(--rp-bar-done)' },
  { status: 'failed', text: 'Failed', colour: 'var(--rp-bar-bad)' },
  { status: 'cancelled', text: 'Cancelled', colour: 'var(--rp-idle)' },
] as const;

/** Returns the number of attempts that ended, with a row of bars for each status. */
export function throughputChart(read: Operations): ChartContent {
  const numberOf = (part: string, status: string) =>
    read.ended.reduce((sum, each) => sum + (each.from === part && each.status === status ? each.attempts : 0), 0);
  const bars = read.parts.flatMap((from) =>
    STATUSES.map(({ status, text, colour }) => ({ from, text, colour, attempts: numberOf(from, status) })),
  );
  return {
    title: 'Attempts that ended',
    height: rowsHeight(STATUSES.length),
    columns: ['From', ...STATUSES.map(({ text }) => text)],
    rows: read.parts.map((from) => [
      startOf(read, from),
      ...STATUSES.map(({ status }) => count(numberOf(from, status))),
    ]),
    draw: (plot) => ({
      ...FACETS,
      x: partScale(read),
      fy: { label: null, domain: STATUSES.map(({ text }) => text), axis: 'left' },
      y: { label: null, axis: 'right', ticks: 2, tickFormat: wholeNumber },
      marks: [
        plot.barY(bars, { x: 'from', y: 'attempts', fy: 'text', fill: 'colour' }),
        plot.ruleY([0], { stroke: 'var(--rp-line-strong)' }),
      ],
    }),
  };
}

/** Returns the number of failed attempts, with a row of bars for each cause. */
export function failureChart(read: Operations): ChartContent {
  const failures = sumsOf(
    read.ended.flatMap(({ from, cause, attempts }) => (cause === null ? [] : [{ from, cause, attempts }])),
  );
  const causes = [...new Set(failures.map(({ cause }) => cause))].toSorted();
  return {
    title: 'Failed attempts by cause',
    height: rowsHeight(causes.length),
    columns: ['From', 'Cause', 'Attempts'],
    rows: failures.map(({ from, cause, attempts }) => [startOf(read, from), causeText(cause), count(attempts)]),
    draw: (plot) => ({
      ...FACETS,
      x: partScale(read),
      fy: { label: null, domain: causes, axis: 'left', tickFormat: causeText },
      y: { axis: null },
      marks: [
        plot.barY(failures, { x: 'from', y: 'attempts', fy: 'cause', fill: 'var(--rp-bar-bad)' }),
        plot.text(failures, {
          x: 'from',
          y: 'attempts',
          fy: 'cause',
          text: 'attempts',
          dy: -6,
          fill: 'var(--rp-text-2)',
        }),
      ],
    }),
  };
}

interface Failures {
  readonly from: string;
  readonly cause: string;
  readonly attempts: number;
}

/** Adds the failures of all runners. */
function sumsOf(failures: readonly Failures[]): Failures[] {
  const sums = new Map<string, Failures>();
  for (const each of failures) {
    const key = `${each.from} ${each.cause}`;
    sums.set(key, { ...each, attempts: (sums.get(key)?.attempts ?? 0) + each.attempts });
  }
  return [...sums.values()];
}

/** Returns the mean wait of the attempts that started. */
export function waitChart(read: Operations): ChartContent {
  const bars = read.waits.map(({ from, mean_ms }) => ({ from, minutes: mean_ms / MINUTE_MS }));
  return {
    title: 'Mean wait from request to start',
    height: HEIGHT,
    columns: ['From', 'Attempts that started', 'Mean wait', 'Longest wait', 'Over 10 min', 'Over 1 h'],
    rows: read.waits.map(({ from, attempts, mean_ms, longest_ms, over_10_min, over_1_h }) => [
      startOf(read, from),
      count(attempts),
      shortDuration(mean_ms),
      shortDuration(longest_ms),
      count(over_10_min),
      count(over_1_h),
    ]),
    draw: (plot) => ({
      ...MARGINS,
      x: partScale(read),
      y: { label: 'min', grid: true, nice: true },
      marks: [
        plot.barY(bars, { x: 'from', y: 'minutes', fill: 'var(--rp-accent)' }),
        plot.ruleY([0], { stroke: 'var(--rp-line-strong)' }),
      ],
    }),
  };
}

/** Returns the slots in use of each runner as bars, below a line at its number of slots. */
export function slotChart(read: Operations): ChartContent {
  const points = pointsOf(read);
  return {
    title: 'Slots in use of each runner',
    height: rowsHeight(read.runners.length),
    columns: ['From', 'Runner', 'Slots in use (mean)', 'Slots'],
    rows: points.map(({ from, runner, slots, slots_taken }) => [
      startOf(read, from),
      runner,
      slots_taken.toFixed(1),
      slots.toFixed(slots % 1 === 0 ? 0 : 1),
    ]),
    draw: (plot) => ({
      ...FACETS,
      x: partScale(read),
      fy: { label: null, domain: namesOf(read), axis: 'left' },
      y: { label: null, axis: 'right', ticks: 2, tickFormat: wholeNumber },
      marks: [
        plot.barY(points, { x: 'from', y: 'slots_taken', fy: 'runner', fill: 'var(--rp-accent)' }),
        plot.tickY(points, { x: 'from', y: 'slots', fy: 'runner', stroke: 'var(--rp-text-2)', strokeWidth: 2 }),
      ],
    }),
  };
}

/** Returns how full the disk of each runner was at its fullest. */
export function diskChart(read: Operations): ChartContent {
  const points = pointsOf(read).flatMap(({ from, runner, disk_bytes, disk_free_bytes }) =>
    disk_bytes && disk_free_bytes !== null
      ? [{ from, runner, disk_bytes, disk_free_bytes, used: 100 * (1 - disk_free_bytes / disk_bytes) }]
      : [],
  );
  return {
    title: 'Disk in use of each runner',
    height: rowsHeight(read.runners.length),
    columns: ['From', 'Runner', 'In use (highest)', 'Free (least)', 'Size'],
    rows: points.map(({ from, runner, used, disk_free_bytes, disk_bytes }): ChartRow => [
      startOf(read, from),
      runner,
      `${used.toFixed(0)} %`,
      bytes(disk_free_bytes),
      bytes(disk_bytes),
    ]),
    draw: (plot) => ({
      ...FACETS,
      x: partScale(read),
      fy: { label: null, domain: namesOf(read), axis: 'left' },
      y: {
        label: null,
        axis: 'right',
        domain: [0, 100],
        ticks: [0, 50],
        tickFormat: (used: number) => `${String(used)} %`,
      },
      marks: [
        plot.ruleY([100], { stroke: 'var(--rp-line-strong)' }),
        plot.barY(points, { x: 'from', y: 'used', fy: 'runner', fill: 'var(--rp-accent)' }),
      ],
    }),
  };
}

const nameOf = ({ runner_id, host }: Operations['runners'][number]): string => host ?? runnerName(runner_id);

/** Names of the runners. Runners on the same host have their ids too. */
function namesOf({ runners }: Operations): string[] {
  const names = runners.map(nameOf);
  return runners.map((runner, n) =>
    names.filter((name) => name === names[n]).length > 1 ? `${names[n]!} ${runnerName(runner.runner_id)}` : names[n]!,
  );
}

function pointsOf(read: Operations) {
  const names = namesOf(read);
  return read.runners.flatMap(({ points }, n) => points.map((point) => ({ ...point, runner: names[n]! })));
}

/** Text of a whole number; empty for others, which Plot adds to short scales. */
const wholeNumber = (value: number): string => (Number.isInteger(value) ? count(value) : '');
