import type { ChartRow } from '@reprise/web/shared/charts/chart-content.ts';
import type { Operations } from '../contract/index.ts';

/** Texts below the bars, few enough for a phone. */
const MOST_TEXTS = 4;

type Parts = Pick<Operations, 'parts' | 'step'>;

/** Returns a scale with all parts of the span, so that parts without anything stay empty. */
export const partScale = ({ parts, step }: Parts) => ({
  label: null,
  domain: parts,
  ticks: parts.filter((_, n) => n % Math.ceil(parts.length / MOST_TEXTS) === 0),
  tickFormat: (from: string) => (step === 'hour' ? from.slice(11, 16) : from.slice(5, 10)),
});

/** Returns the heading of a row: the hour as the user prefers times, or the date (UTC). */
export const startOf = ({ step }: Parts, from: string): ChartRow[0] =>
  step === 'hour' ? { at: from } : from.slice(0, 10);

/** Height of a chart with a row of bars for each cause or runner. */
export const rowsHeight = (rows: number): number => 32 + 64 * Math.max(1, rows);

export const causeText = (cause: string): string => cause.replaceAll('_', ' ');
