import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measure } from './measure.ts';

/** Measures of the page, by the bench that made them: a part can be measured anew without the rest. */
export type KeptMeasures = Readonly<Record<string, readonly Measure[]>>;

const file = join(import.meta.dirname, '..', 'kept-measures.json');

/** Adds measures to those of the page, each with where and when it was taken, and returns all of them. */
export function keepMeasures(measured: KeptMeasures, taken: string): KeptMeasures {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptMeasures) : {};
  const isShown = ({ isDetail }: Measure) => !isDetail;
  const fresh = Object.entries(measured).map(
    ([name, measures]) => [name, measures.filter(isShown).map((measure) => ({ ...measure, taken }))] as const,
  );
  const all: KeptMeasures = { ...known, ...Object.fromEntries(fresh) };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  return all;
}
