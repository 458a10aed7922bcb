import { isAbsolute } from 'node:path';
import type { Params } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { expectedOf, isDefault, isPath, listedIn, NOTHING, type Expected } from './expected-path.ts';
import { isGlob, splitPattern } from './glob.ts';

/** File or folder that a parameter names; with `glob`, the matching files below the folder. */
export interface InputPath {
  readonly path: string;
  readonly glob: string | null;
  /** Whether it is a manifest default, which may be in any place. */
  readonly trusted: boolean;
  /** Whether the schema requires that it exists. Other paths may be prefixes of files, or future outputs. */
  readonly required: boolean;
  /** The comma-separated list that contains it. If a file has that whole name, it is not a list. */
  readonly partOf?: string;
}

/**
 * Returns the input paths in a submitted job's parameters, by the rules of their validation. Excludes paths that must
 * not exist yet.
 */
export function inputPaths(pipeline: Pipeline, params: Params): InputPath[] {
  const { output_param } = pipeline.manifest;
  return Object.entries(params)
    .filter(([name]) => name !== output_param)
    .flatMap(([name, value]) => {
      const trusted = isDefault(pipeline, name, value);
      return pathsIn(value, expectedOf(pipeline, name), trusted).map((found) => ({ ...found, trusted }));
    });
}

/** Returns the paths in the value of a parameter or of a cell. */
export function pathsIn(value: unknown, expected: Expected, trusted: boolean): Omit<InputPath, 'trusted'>[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsIn(item, expected.inside(index), trusted));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => pathsIn(item, expected.inside(key), trusted));
  if (typeof value !== 'string' || value === NOTHING || expected.exists === false) return [];
  const parts = (listedIn(value) ?? []).map((path) => ({ path, partOf: value }));
  return [{ path: value }, ...parts]
    .filter(({ path }) => isAbsolute(path) && isPath(path, expected, trusted))
    .map(({ path, ...part }) => ({
      ...(isGlob(path) ? splitPattern(path) : { path, glob: null }),
      ...part,
      required: expected.exists === true,
    }));
}
