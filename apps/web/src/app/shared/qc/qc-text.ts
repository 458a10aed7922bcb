import type { QcLimit, QcMetric, QcSummary, QcVerdict } from '@reprise/contracts';
import type { IconName } from '../parts/icons.ts';
import { plural } from '../format.ts';

/** Appearance of the verdicts; `tone` is the class in `status.css`. */
export const QC_LOOK: Record<QcVerdict, { word: string; icon: IconName; tone: string }> = {
  pass: { word: 'Pass', icon: 'circle-check', tone: 'completed' },
  warn: { word: 'Warn', icon: 'triangle-alert', tone: 'late' },
  fail: { word: 'Fail', icon: 'circle-x', tone: 'failed' },
};

export const QC_VERDICTS = Object.keys(QC_LOOK) as QcVerdict[];

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const SMALL_NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** "8,060", "73.43", "0.0034": two decimals, or two digits for values that two decimals would round to nearly nothing. */
export const numberText = (value: number): string => (Math.abs(value) < 0.1 ? SMALL_NUMBER : NUMBER).format(value);

/** "8,060", "73.43 ×", "99.78 %"; "not measured", which is a warning if there is a limit; or "not applicable". */
export function metricText({ value, unit, verdict, warn, fail }: Omit<QcMetric, 'name' | 'label'>): string {
  if (value !== null) return withUnit(value, unit);
  if (verdict) return 'not measured';
  return warn || fail ? 'not applicable' : '–';
}

/** "Warns below 30 ×, fails below 15 ×"; empty if there is no limit. */
export function limitText({ warn, fail, unit }: Pick<QcMetric, 'warn' | 'fail' | 'unit'>): string {
  const text = [...beyond('warns', warn, unit), ...beyond('fails', fail, unit)].join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function beyond(verb: string, limit: QcLimit | null, unit: string | null): string[] {
  const { below, above } = limit ?? {};
  const sides = [
    ...(below === undefined ? [] : [`below ${withUnit(below, unit)}`]),
    ...(above === undefined ? [] : [`above ${withUnit(above, unit)}`]),
  ];
  return sides.length > 0 ? [`${verb} ${sides.join(' or ')}`] : [];
}

const withUnit = (value: number, unit: string | null): string => `${numberText(value)}${unit ? `\u00a0${unit}` : ''}`;

/** Metrics that did not pass, the worst first: "Mean depth 12 ×, Targets ≥ 20× 61 %". */
export function findingsText({ metrics }: Pick<QcSummary, 'metrics'>): string {
  const of = (verdict: QcVerdict) => metrics.filter((metric) => metric.verdict === verdict);
  return [...of('fail'), ...of('warn')].map((metric) => `${metric.label} ${metricText(metric)}`).join(', ');
}

/** "12 samples: 1 fails, 2 warn"; empty for a single sample. */
export function samplesText(samples: readonly { verdict: QcVerdict | null }[]): string {
  if (samples.length < 2) return '';
  const count = (verdict: QcVerdict) => samples.filter((sample) => sample.verdict === verdict).length;
  const [fail, warn] = [count('fail'), count('warn')];
  const parts = [
    ...(fail ? [`${fail} ${fail === 1 ? 'fails' : 'fail'}`] : []),
    ...(warn ? [`${warn} ${warn === 1 ? 'warns' : 'warn'}`] : []),
  ];
  return `${plural(samples.length, 'sample')}: ${parts.join(', ') || 'all pass'}`;
}
