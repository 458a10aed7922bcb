import type { ChartContent } from '@reprise/web/shared/charts/chart-content.ts';
import { count, shortDuration } from '@reprise/web/shared/format.ts';
import { numberText } from '@reprise/web/shared/qc/qc-text.ts';
import type { MetricTrend, PipelineTrends } from '../../contract/index.ts';

const HEIGHT = 240;
const MARGINS = { marginLeft: 52, marginRight: 36, marginTop: 24 };
const DAY_MS = 86_400_000;
const MONTHS = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });
/** Dates below the bars, few enough for a phone. */
const MOST_DATES = 4;

type Durations = PipelineTrends['durations'];
type Outcomes = PipelineTrends['outcomes'];

/** Returns the durations of completed jobs: filled dots for fresh runs, empty ones for resumes and restarts. */
export function durationChart(durations: Durations): ChartContent {
  const greatest = Math.max(0, ...durations.map(({ duration_ms }) => duration_ms));
  const [unit, size] = greatest >= 3_600_000 ? ['h', 3_600_000] : greatest >= 60_000 ? ['min', 60_000] : ['s', 1000];
  const dots = durations.map(({ completed_at, duration_ms, fresh }) => ({
    at: new Date(completed_at),
    value: duration_ms / size,
    fill: fresh ? 'var(--rp-accent)' : 'var(--rp-surface)',
  }));
  return {
    title: 'Durations of completed jobs',
    height: HEIGHT,
    columns: ['Completed', 'Sample', 'Duration', 'Run'],
    rows: durations.map(({ completed_at, sample_name, duration_ms, fresh }) => [
      { at: completed_at },
      sample_name,
      shortDuration(duration_ms),
      fresh ? 'all steps' : 'with earlier results',
    ]),
    draw: (plot) => ({
      ...MARGINS,
      x: { label: 'UTC', labelArrow: 'none', type: 'utc', tickFormat: tickText },
      y: { label: unit, grid: true, zero: true },
      marks: [plot.dot(dots, { x: 'at', y: 'value', r: 3, fill: 'fill', stroke: 'var(--rp-accent)' })],
    }),
  };
}

/** Returns the number of failed and cancelled jobs by day or week, with a row of bars for each cause. @param step days of a bar */
export function failureChart(outcomes: Outcomes, step: 1 | 7): ChartContent {
  const failures = outcomes.flatMap(({ from, cause, jobs }) => (cause === null ? [] : [{ from, cause, jobs }]));
  const causes = [...new Set(failures.map(({ cause }) => cause))].toSorted();
  const starts = datesBetween(outcomes.at(0)?.from, outcomes.at(-1)?.from, step);
  return {
    title: 'Failed and cancelled jobs by cause',
    height: 32 + 64 * Math.max(1, causes.length),
    columns: ['From', 'Cause', 'Jobs'],
    rows: failures.map(({ from, cause, jobs }) => [from, causeText(cause), count(jobs)]),
    draw: (plot) => ({
      ...MARGINS,
      marginLeft: 88,
      x: {
        label: null,
        domain: starts,
        ticks: starts.filter((_, n) => n % Math.ceil(starts.length / MOST_DATES) === 0),
        tickFormat: (date: string) => date.slice(5),
      },
      fy: { label: null, domain: causes, axis: 'left', tickFormat: causeText },
      y: { axis: null },
      marks: [
        plot.barY(failures, { x: 'from', y: 'jobs', fy: 'cause', fill: 'var(--rp-bad-fill)' }),
        plot.text(failures, { x: 'from', y: 'jobs', fy: 'cause', text: 'jobs', dy: -6, fill: 'var(--rp-text-2)' }),
      ],
    }),
  };
}

/**
 * Returns a Levey-Jennings chart: the values of a metric in their order, with the mean and the lines at two and three
 * standard deviations. Values that break a Westgard rule are marked with its name.
 */
export function qualityChart({ label, unit, mean, sd, points }: MetricTrend): ChartContent {
  const lines =
    mean === null || sd === null
      ? []
      : [-3, -2, 0, 2, 3].map((times) => ({
          value: mean + times * sd,
          text: times === 0 ? 'mean' : `${times > 0 ? '+' : '−'}${String(Math.abs(times))} SD`,
          colour: Math.abs(times) === 3 ? 'var(--rp-bad)' : times === 0 ? 'var(--rp-idle)' : 'var(--rp-warn)',
        }));
  const values = points.map(({ value, rules }, n) => ({ n: n + 1, value, rules: rules.join(' ') }));
  const broken = values.filter(({ rules }) => rules !== '');
  return {
    title: unit === null ? label : `${label} (${unit})`,
    height: HEIGHT,
    columns: ['Completed', 'Sample', 'Value', 'Distance in SD', 'Westgard rules'],
    rows: points.map(({ completed_at, sample, value, rules }) => [
      { at: completed_at },
      sample,
      numberText(value),
      mean === null || !sd ? '–' : distanceText((value - mean) / sd),
      rules.join(' ') || '–',
    ]),
    draw: (plot) => ({
      ...MARGINS,
      x: { label: null, domain: [0.5, points.length + 0.5], axis: null },
      y: { label: null, nice: true },
      marks: [
        plot.ruleY(lines, { y: 'value', stroke: 'colour', strokeDasharray: '4 3' }),
        plot.text(lines, {
          y: 'value',
          text: 'text',
          frameAnchor: 'right',
          dx: 34,
          textAnchor: 'end',
          dy: -6,
          fill: 'colour',
        }),
        plot.line(values, { x: 'n', y: 'value', stroke: 'var(--rp-line-strong)' }),
        plot.dot(values, { x: 'n', y: 'value', r: 3, fill: 'var(--rp-accent)' }),
        plot.dot(broken, { x: 'n', y: 'value', r: 5, stroke: 'var(--rp-bad)', strokeWidth: 2, symbol: 'diamond' }),
        plot.text(broken, { x: 'n', y: 'value', text: 'rules', dy: -12, fill: 'var(--rp-bad)' }),
      ],
    }),
  };
}

/** Returns the dates from the first to the last, both included, at the distance of some days. */
function datesBetween(first: string | undefined, last: string | undefined, step: number): string[] {
  if (first === undefined || last === undefined) return [];
  const length = (Date.parse(last) - Date.parse(first)) / (step * DAY_MS) + 1;
  return Array.from({ length }, (_, n) => new Date(Date.parse(first) + n * step * DAY_MS).toISOString().slice(0, 10));
}

/**
 * Text of a tick in UTC: its time, as "16:42", where ticks are less than a day apart, with the date at the first tick of
 * each day; otherwise the date, with the year at the first tick of each year.
 * @param ticks all ticks of the axis: Plot passes them, but its types do not have them
 */
export function tickText(at: Date, n: number, ticks: readonly Date[] = []): string {
  const [day, time] = at.toISOString().split('T') as [string, string];
  const before = ticks[n - 1]?.toISOString() ?? '';
  const step = Math.abs(Number(ticks[1] ?? at) - Number(ticks[0] ?? at));
  const date = `${String(at.getUTCDate())} ${MONTHS.format(at)}`;
  if (ticks.length > 1 && step >= DAY_MS)
    return before.startsWith(day.slice(0, 4)) ? date : `${date}\n${day.slice(0, 4)}`;
  const clock = time.slice(0, step < 60_000 ? 8 : 5);
  return before.startsWith(day) ? clock : `${clock}\n${date}`;
}

/** Distance in standard deviations, with the minus sign of the lines: "−2.1"; a distance that rounds to 0 has none. */
function distanceText(distance: number): string {
  const text = Math.abs(distance).toFixed(1);
  return distance < 0 && Number(text) !== 0 ? `−${text}` : text;
}

const causeText = (cause: string): string => cause.replaceAll('_', ' ');
