import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measure } from './measure.ts';

/** Measures on the page, grouped by bench, so that a part can be measured again without the rest. */
export type KeptMeasures = Readonly<Record<string, readonly Measure[]>>;

const file = join(import.meta.dirname, '..', 'kept-measures.json');

/** Adds measures to those of the page, each with its machine and time, and returns all of them. */
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
