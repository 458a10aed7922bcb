import { isAbsolute } from 'node:path';
import type { Params } from '@reprise/contracts';
import { expectedOf, isDefault, looksLikePath } from './expected-path.ts';
import type { Pipeline } from './pipeline.ts';

/** File or folder that a parameter names; with `glob`, the matching files below the folder. */
export interface InputPath {
  readonly path: string;
  readonly glob: string | null;
  /** Whether it is a default of the manifest, which may lie anywhere. */
  readonly trusted: boolean;
}

/**
 * Returns the input paths in the parameters of a submitted job, by the rule by which they were validated; without paths
 * that must not exist yet.
 */
export function inputPaths(pipeline: Pipeline, params: Params): InputPath[] {
  const { output_param } = pipeline.manifest;
  return Object.entries(params)
    .filter(([name]) => name !== output_param)
    .flatMap(([name, value]) => {
      const { format, exists } = expectedOf(pipeline, name);
      const trusted = isDefault(pipeline, name, value);
      return exists ? pathsIn(value, format).map((found) => ({ ...found, trusted })) : [];
    });
}

type Split = Pick<InputPath, 'path' | 'glob'>;

function pathsIn(value: unknown, format: string | null): Split[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, format));
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap((item) => pathsIn(item, null));
  if (typeof value !== 'string' || !isAbsolute(value) || !(format ?? looksLikePath(value))) return [];
  return [format === 'file-path-pattern' ? splitPattern(value) : { path: value, glob: null }];
}

/** Splits a pattern into the folder before its first special character, and the rest. */
export function splitPattern(pattern: string): Split {
  const parts = pattern.split('/');
  const fixed = parts.findIndex((part) => /[*?[\]{}]/.test(part));
  if (fixed === -1) return { path: pattern, glob: null };
  return { path: parts.slice(0, fixed).join('/') || '/', glob: parts.slice(fixed).join('/') };
}
