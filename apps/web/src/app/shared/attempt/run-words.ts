import type { AttemptView, Params } from '@reprise/contracts';
import { shownValue } from '../format.ts';

/** A parameter as it took effect. */
export interface ShownParam {
  readonly name: string;
  readonly value: string;
  /** Whether nobody gave it. */
  readonly isDefault: boolean;
}

/** Parameters of an attempt: as they took effect where that is known, else as given. */
export function effectiveParams({ described, params }: Pick<AttemptView, 'described' | 'params'>): ShownParam[] {
  const defaults = new Set(described?.defaults);
  // Postgres orders the fields of an object by their length.
  const named = Object.entries<unknown>(described?.params ?? params).toSorted(([a], [b]) => a.localeCompare(b));
  return named.map(([name, value]) => ({ name, isDefault: defaults.has(name), value: textOf(value) }));
}

/** Where the parameters come from, as a sentence; empty if they are not known. */
export function paramsSource({ described }: Pick<AttemptView, 'described'>): string {
  if (!described) return '';
  return described.params_from === 'run'
    ? 'As the run itself wrote them, defaults included.'
    : 'As given, with the defaults that schema, config and script state. The script may compute others.';
}

/** Checksum of the file that a material names, if it was read as an input. */
export const sumOf = ({ inputs }: Pick<AttemptView, 'inputs'>, path: string | null): string | null =>
  inputs?.files.find((file) => file.path === path)?.sha256 ?? null;

type Compared = Pick<AttemptView, 'described' | 'params' | 'output_dir'>;

/** Parameters of two attempts for a comparison: as they took effect only if that is known of both. */
export const comparableParams = (a: Compared, b: Compared): [Params, Params] =>
  a.described && b.described ? [withoutOutputDir(a), withoutOutputDir(b)] : [a.params, b.params];

/** The runner sets it, so it says nothing about what was asked for. */
const withoutOutputDir = ({ described, output_dir }: Compared): Params =>
  Object.fromEntries(Object.entries(described?.params ?? {}).filter(([, value]) => value !== output_dir));

const textOf = (value: unknown): string => (value === null ? 'none' : shownValue(value));
