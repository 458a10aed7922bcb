import {
  worstOf,
  type QcChart,
  type QcLimit,
  type QcMetric,
  type QcMetricRule,
  type QcReport,
  type QcRules,
  type QcSample,
  type QcVerdict,
} from '@reprise/contracts';
import type { SampleMeasures } from './read-measures.ts';

/** Limit of a report, because it is part of an event and of the attempt's row. */
const MOST_SAMPLES = 100;
const MOST_CHARTED = 20;
const MOST_POINTS = 60;

/** Judges the metrics by the manifest's limits. If there are too many samples for a report, the worst ones are kept. */
export function judgeMeasures(measures: readonly SampleMeasures[], rules: QcRules): QcReport {
  const judged = measures.map((sample) => judgeSample(sample, rules));
  const samples = judged.length > MOST_SAMPLES ? worstFirst(judged).slice(0, MOST_SAMPLES) : judged;
  const isCut = judged.length > MOST_SAMPLES || samples.slice(MOST_CHARTED).some(({ charts }) => charts.length > 0);
  return {
    verdict: worstOf(judged.map(({ verdict }) => verdict)),
    samples: samples.map((sample, at) => (at < MOST_CHARTED ? sample : { ...sample, charts: [] })),
    complete: !isCut,
  };
}

const worstFirst = (samples: readonly QcSample[]): QcSample[] =>
  samples.toSorted((a, b) => (a.verdict === b.verdict ? 0 : worstOf([a.verdict, b.verdict]) === a.verdict ? -1 : 1));

function judgeSample({ sample, values, charts }: SampleMeasures, rules: QcRules): QcSample {
  const metrics = Object.entries(rules.metrics).map(([name, rule]) =>
    judgeMetric(name, rule, values.get(rule.from ?? name)),
  );
  const drawn = Object.entries(rules.charts).flatMap(([name, words]): QcChart[] => {
    const points = charts.get(name) ?? [];
    return points.length > 1 ? [{ name, ...words, points: thinned(points) }] : [];
  });
  return { sample, verdict: worstOf(metrics.map(({ verdict }) => verdict)), metrics, charts: drawn };
}

/**
 * @param value null if it does not apply; undefined if missing from the file, which is a warning if the metric has a
 * limit
 */
function judgeMetric(name: string, rule: QcMetricRule, value: number | null | undefined): QcMetric {
  const { label, unit = null, warn = null, fail = null } = rule;
  const hasLimit = warn !== null || fail !== null;
  const verdict: QcVerdict | null =
    !hasLimit || value === null ? null : value === undefined ? 'warn' : verdictOn(value, warn, fail);
  return { name, label, unit, value: value ?? null, verdict, warn, fail };
}

const verdictOn = (value: number, warn: QcLimit | null, fail: QcLimit | null): QcVerdict =>
  isBeyond(value, fail) ? 'fail' : isBeyond(value, warn) ? 'warn' : 'pass';

const isBeyond = (value: number, limit: QcLimit | null): boolean =>
  limit !== null && (value < (limit.below ?? -Infinity) || value > (limit.above ?? Infinity));

/** Returns every n-th point, and the last. */
function thinned(points: readonly [number, number][]): [number, number][] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, at) => at % step === 0 || at === points.length - 1);
}
