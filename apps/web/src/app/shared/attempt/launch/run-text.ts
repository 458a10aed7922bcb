import type { AttemptView, Params } from '@reprise/contracts';
import { shownValue } from '../../format.ts';

/** A parameter with its effective value. */
export interface ShownParam {
  readonly name: string;
  readonly value: string;
  /** Its source if it was not submitted; otherwise empty. */
  readonly note: string;
}

const WORKED_OUT = 'default, worked out by Nextflow';

/** Parameters of an attempt: the effective ones if known, otherwise the submitted ones. */
export function effectiveParams({ described, params }: Pick<AttemptView, 'described' | 'params'>): ShownParam[] {
  const defaults = new Set(described?.defaults);
  const known = Object.entries<unknown>(described?.params ?? params).map(([name, value]): ShownParam => ({
    name,
    value: textOf(value),
    note: defaults.has(name) ? 'default' : '',
  }));
  const workedOut = Object.entries(described?.default_expressions ?? {}).map(([name, value]): ShownParam => ({
    name,
    value,
    note: WORKED_OUT,
  }));
  // Postgres sorts the fields of an object by their length.
  return [...known, ...workedOut].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Source of the parameters, as a sentence; empty if unknown. */
export function paramsSource({ described }: Pick<AttemptView, 'described'>): string {
  if (!described) return '';
  return described.params_from === 'run'
    ? 'As the run itself wrote them, defaults included.'
    : 'As given, with the defaults that schema, config and script state. The script may compute others.';
}

/** Checksum of the file that a material refers to, if it was read as an input. */
export const sumOf = ({ inputs }: Pick<AttemptView, 'inputs'>, path: string | null): string | null =>
  inputs?.files.find((file) => file.path === path)?.sha256 ?? null;

type Compared = Pick<AttemptView, 'described' | 'params' | 'output_dir'>;

/** Parameters of two attempts for a comparison. Uses effective values only if they are known for both attempts. */
export const comparableParams = (a: Compared, b: Compared): [Params, Params] =>
  a.described && b.described ? [withoutOutputDir(a), withoutOutputDir(b)] : [a.params, b.params];

/** Omits the output folder, because the runner sets it. */
function withoutOutputDir({ described, output_dir }: Compared): Params {
  const known = Object.entries(described?.params ?? {}).filter(([, value]) => value !== output_dir);
  const workedOut = Object.entries(described?.default_expressions ?? {}).map(
    ([name, code]) => [name, `${code} (${WORKED_OUT})`] as const,
  );
  return Object.fromEntries([...known, ...workedOut]);
}

const textOf = (value: unknown): string => (value === null ? 'none' : shownValue(value));
