import * as z from 'zod';

/** Quality of an attempt's results: the rules in the manifest, and the measured values. */

export const QcVerdict = z.enum(['pass', 'warn', 'fail']);
export type QcVerdict = z.infer<typeof QcVerdict>;

/** Thresholds for warning and failure. */
export const QcLimit = z.object({ below: z.number().optional(), above: z.number().optional() });
export type QcLimit = z.infer<typeof QcLimit>;

const DeclaredLimit = z
  .strictObject(QcLimit.shape)
  .refine(({ below, above }) => below !== undefined || above !== undefined, 'must have below or above');
const Name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'must be letters, digits, dot, dash and underscore');
const Words = z.string().min(1).max(80);

/** Metric as declared in a manifest. */
export const QcMetricRule = z.strictObject({
  /** Name for people. */
  label: Words,
  unit: Words.optional(),
  /** Key or column in the file; defaults to the metric's name. */
  from: z.string().min(1).optional(),
  warn: DeclaredLimit.optional(),
  fail: DeclaredLimit.optional(),
});
export type QcMetricRule = z.infer<typeof QcMetricRule>;

/** Field `qc` of a manifest. */
export const QcRules = z.strictObject({
  /**
   * Glob under the output folder: `.json` files with one sample each, or tab-separated tables with one sample per row.
   */
  files: z.string().min(1),
  metrics: z.record(Name, QcMetricRule),
  /** Distributions in the file, `[[x, y], …]`. */
  charts: z.record(Name, z.strictObject({ label: Words, x: Words, y: Words })).default({}),
});
export type QcRules = z.infer<typeof QcRules>;

export const QcMetric = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  /** Null if missing from the file. */
  value: z.number().nullable(),
  /** Null if no limit is declared. */
  verdict: QcVerdict.nullable(),
  warn: QcLimit.nullable(),
  fail: QcLimit.nullable(),
});
export type QcMetric = z.infer<typeof QcMetric>;

export const QcChart = z.object({
  name: z.string(),
  label: z.string(),
  /** Titles of the axes. */
  x: z.string(),
  y: z.string(),
  /** Ascending by x. */
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type QcChart = z.infer<typeof QcChart>;

export const QcSample = z.object({
  sample: z.string(),
  /** Worst verdict of its metrics; null if none of them has a limit. */
  verdict: QcVerdict.nullable(),
  metrics: z.array(QcMetric),
  charts: z.array(QcChart),
});
export type QcSample = z.infer<typeof QcSample>;

/** Quality of an attempt's results. */
export const QcReport = z.object({
  /** Worst verdict of the samples. */
  verdict: QcVerdict.nullable(),
  samples: z.array(QcSample),
  /** `false` if samples or charts were omitted. */
  complete: z.boolean(),
});
export type QcReport = z.infer<typeof QcReport>;

/** Quality as displayed in lists: for several samples, the worst value of each metric. */
export const QcSummary = z.object({
  verdict: QcVerdict.nullable(),
  /** Number of samples. */
  samples: z.int(),
  metrics: z.array(QcMetric),
});
export type QcSummary = z.infer<typeof QcSummary>;

const WEIGHT = { pass: 1, warn: 2, fail: 3 } as const;
const weightOf = (verdict: QcVerdict | null): number => (verdict ? WEIGHT[verdict] : 0);

/** Returns the worst verdict; null if there is none. */
export const worstOf = (verdicts: readonly (QcVerdict | null)[]): QcVerdict | null =>
  verdicts.reduce((worst, each) => (weightOf(each) > weightOf(worst) ? each : worst), null);

/** Summarizes a report: for each metric, uses the first of the worst samples. */
export function qcSummary({ verdict, samples }: QcReport): QcSummary {
  const metrics = new Map<string, QcMetric>();
  for (const metric of samples.flatMap((sample) => sample.metrics)) {
    const known = metrics.get(metric.name);
    if (!known || weightOf(metric.verdict) > weightOf(known.verdict)) metrics.set(metric.name, metric);
  }
  return { verdict, samples: samples.length, metrics: [...metrics.values()] };
}
