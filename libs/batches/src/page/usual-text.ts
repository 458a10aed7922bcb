import type { JobView, QcMetric } from '@reprise/contracts';
import { duration, elapsedMs } from '@reprise/contracts/durations';
import { metricText } from '@reprise/web/shared/qc/qc-text.ts';
import { outlierSide, usualMetric, type UsualValues } from '../contract/index.ts';

/**
 * "Outlier: above the usual 51.2 × to 113.6 ×, by 200 earlier jobs. Usual: the median ± 3.5 median absolute deviations
 * / 0.6745"; empty if the value is usual.
 */
export function outlierText(usual: UsualValues | null, pipeline: string, metric: QcMetric | undefined): string {
  const limits = metric && usualMetric(usual, pipeline, metric.name);
  const side = metric && outlierSide(metric.value, limits);
  if (!limits || !side) return '';
  const [lower, upper] = [limits.lower, limits.upper].map((value) => metricText({ ...metric, value }));
  return `Outlier: ${side} the usual ${lower!} to ${upper!}, by ${String(limits.jobs)} earlier jobs. Usual: the median ± 3.5 median absolute deviations / 0.6745`;
}

/** "Late: longer than 2 h 18 m, earlier jobs took 1 h 30 m"; empty unless the job runs and is late. */
export function lateText(usual: UsualValues | null, job: JobView, now: number): string {
  const expected = usual?.pipelines.find(({ pipeline }) => pipeline === job.pipeline)?.duration;
  if (!expected || job.status !== 'running') return '';
  if ((elapsedMs(job, now) ?? 0) <= expected.late_after_ms) return '';
  return `Late: longer than ${duration(expected.late_after_ms)}, earlier jobs took ${duration(expected.median_ms)}`;
}
