import type { QcRules } from '@reprise/contracts';

/** Metrics of one sample from a pipeline's file. */
export interface SampleMeasures {
  readonly sample: string;
  /** Values by key in the file. Null if the pipeline states that the metric does not apply. */
  readonly values: ReadonlyMap<string, number | null>;
  readonly charts: ReadonlyMap<string, readonly [number, number][]>;
}

const LONGEST_NAME = 200;

/**
 * Reads a JSON file `{sample, metrics: {name: number}, charts: {name: [[x, y], …]}}` as one sample, or a tab-separated
 * table with a header as one sample per row, named in its first column. Rows without a declared metric are skipped.
 * @param path determines the format by its extension, and the sample if the file does not name it
 * @throws Error if the file is neither
 */
export function readMeasures(path: string, text: string, rules: QcRules): SampleMeasures[] {
  return path.endsWith('.json') ? [fromJson(path, text)] : fromTable(text, rules);
}

function fromJson(path: string, text: string): SampleMeasures {
  const given: unknown = JSON.parse(text);
  if (!isRecord(given) || !isRecord(given['metrics'])) throw new Error('it has no metrics');
  const sample = typeof given['sample'] === 'string' ? given['sample'] : path.replace(/^.*\/|\..*$/g, '');
  const values = Object.entries(given['metrics']).flatMap(([name, value]): [string, number | null][] =>
    value === null || isFiniteNumber(value) ? [[name, value]] : [],
  );
  const charts = isRecord(given['charts']) ? Object.entries(given['charts']) : [];
  return {
    sample: sample.slice(0, LONGEST_NAME),
    values: new Map(values),
    charts: new Map(charts.flatMap(([name, points]) => (Array.isArray(points) ? [[name, pointsOf(points)]] : []))),
  };
}

const pointsOf = (points: readonly unknown[]): [number, number][] =>
  points
    .filter(
      (point): point is [number, number] => Array.isArray(point) && point.length === 2 && point.every(isFiniteNumber),
    )
    .toSorted(([a], [b]) => a - b);

function fromTable(text: string, rules: QcRules): SampleMeasures[] {
  const [head = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('# '))
    .map((line) => line.split('\t'));
  const wanted = new Set(Object.entries(rules.metrics).map(([name, { from }]) => from ?? name));
  const columns = head.map((column, at) => [column, at] as const).filter(([column]) => wanted.has(column));
  return rows.flatMap((row) => {
    const values = columns.flatMap(([column, at]): [string, number][] => {
      const value = Number(row[at]?.trim() || 'none');
      return Number.isFinite(value) ? [[column, value]] : [];
    });
    const sample = (row[0] ?? '').slice(0, LONGEST_NAME);
    return values.length > 0 ? [{ sample, values: new Map(values), charts: new Map() }] : [];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFiniteNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
