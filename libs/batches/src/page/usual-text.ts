import type { JobView, QcMetric } from '@reprise/contracts';
import { duration, elapsedMs } from '@reprise/contracts/durations';
import { count } from '@reprise/web/shared/format.ts';
import { metricText } from '@reprise/web/shared/qc/qc-text.ts';
import { hasEnded } from '@reprise/web/shared/status/status.ts';
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

/** "Late: longer than 2 h 18 m, the median of earlier jobs is 1 h 30 m"; empty unless the job runs and is late. */
export function lateText(usual: UsualValues | null, job: JobView, now: number): string {
  const expected = usual?.pipelines.find(({ pipeline }) => pipeline === job.pipeline)?.duration;
  if (!expected || job.status !== 'running') return '';
  if ((elapsedMs(job, now) ?? 0) <= expected.late_after_ms) return '';
  return `Late: longer than ${duration(expected.late_after_ms)}, the median of earlier jobs is ${duration(expected.median_ms)}`;
}

/**
 * Sentences below the table that say which marks it can have: without them, a missing mark reads as a passed check.
 * Empty while the usual values are unknown.
 */
export function outlierLegend(usual: UsualValues | null, jobs: readonly JobView[]): { judged: string; open: string } {
  if (!usual) return { judged: '', open: '' };
  const open = new Set<string>();
  const counts: number[] = [];
  for (const { pipeline, qc } of jobs)
    for (const { name, label } of qc?.metrics ?? []) {
      const limits = usualMetric(usual, pipeline, name);
      if (limits) counts.push(limits.jobs);
      else open.add(label);
    }
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const number = least === most ? count(most) : `${count(least)} to ${count(most)}`;
  return {
    judged: counts.length > 0 ? `outlier against ${number} earlier completed jobs outside of this batch` : '',
    open:
      open.size > 0
        ? `Outliers are not marked for ${[...open].join(', ')}: fewer than 20 earlier values, or at least half are equal`
        : '',
  };
}

/** "late after 2 h 18 m, by 40 earlier jobs" for each pipeline with open jobs; empty if there are none. */
export function lateLegend(usual: UsualValues | null, jobs: readonly JobView[]): string {
  if (!usual) return '';
  const pipelines = [...new Set(jobs.filter((job) => !hasEnded(job)).map(({ pipeline }) => pipeline))];
  return pipelines
    .map((pipeline) => {
      const limit = usual.pipelines.find((each) => each.pipeline === pipeline)?.duration;
      const text = limit
        ? `late after ${duration(limit.late_after_ms)}, by ${count(limit.jobs)} earlier jobs`
        : 'late jobs are not marked: fewer than 20 earlier durations';
      return pipelines.length > 1 ? `${pipeline}: ${text}` : text;
    })
    .join('; ');
}
