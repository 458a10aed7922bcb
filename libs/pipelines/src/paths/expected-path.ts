import { isAbsolute, normalize } from 'node:path';
import { PATH_FORMATS, type ParamSchema } from '../schema/param-schema.ts';
import type { Pipeline } from '../pipeline.ts';

/** Rules of a parameter's schema for its value as a path. */
export interface Expected {
  /** `null` if it is a path only when it looks like one. */
  readonly format: (typeof PATH_FORMATS)[number] | null;
  /** Whether it must exist or must not exist; `undefined` if this is not checked. */
  readonly exists: boolean | undefined;
  /** Rules for the values inside of an object or a list. */
  readonly inside: (key: string | number) => Expected;
}

/** Returns what a schema expects of its value as a path. */
export function expectedBy(schema: ParamSchema | undefined): Expected {
  return {
    format: PATH_FORMATS.find((known) => known === schema?.format) ?? null,
    exists: typeof schema?.exists === 'boolean' ? schema.exists : undefined,
    inside: (key) => {
      if (typeof key === 'string') return expectedBy(schema?.properties?.[key]);
      // A list without an item schema has its parameter's rules.
      return expectedBy(schema?.items ?? schema);
    },
  };
}

/** Returns what a parameter expects: by the schema, or a path for the input parameter. */
export function expectedOf({ manifest, schema }: Pipeline, name: string): Expected {
  const expected = expectedBy(schema?.properties[name]);
  return expected.format === null && name === manifest.input_param ? { ...expected, format: 'path' } : expected;
}

/**
 * Whether a value is the manifest's default, which is trusted. Jobs of earlier releases contain a relative folder
 * without its trailing slash.
 */
export const isDefault = ({ params }: Pipeline, name: string, value: unknown): boolean =>
  JSON.stringify(value) === JSON.stringify(params[name]) || (typeof value === 'string' && `${value}/` === params[name]);

/** `./x`, `~` and `~user/x` (shell; `~group` is part of a formula), `file:/x`, `jar:file:/x`. */
const LOCAL = /^(\.{1,2}\/|~$|~([a-z_][\w.-]*)?\/|(file|jar):(\/|file:))/i;
const REMOTE = /^([a-z][a-z0-9+.-]*):\/\//i;

/** Returns the scheme of a remote URL, in lower case; null for anything else. */
export function remoteScheme(value: string): string | null {
  const scheme = REMOTE.exec(value)?.[1]?.toLowerCase() ?? null;
  return scheme === 'file' ? null : scheme;
}

/** Whether a relative path leads out of its starting folder. */
export const leadsUp = (value: string): boolean => /^\.\.(\/|$)/.test(normalize(value));

/**
 * Whether Nextflow or a task's shell would resolve a string to a local path outside of its own folder. This excludes
 * text such as `a b`, `note: x`, `--arg /opt/x` or `chr1:1-9`, and remote URLs. `x/../y` stays in the folder, but
 * `x/../../y` does not.
 */
function looksLikePath(value: string): boolean {
  const text = value.trim();
  return isAbsolute(text) || LOCAL.test(text) || (remoteScheme(text) === null && leadsUp(text));
}

/**
 * Whether to treat a value as a path, because its schema says so or it looks like one. A manifest default without a
 * schema only counts if it is absolute.
 */
export const isPath = (value: string, { format, exists }: Expected, trusted: boolean): boolean =>
  format !== null || exists !== undefined || (trusted ? isAbsolute(value) : looksLikePath(value));

/** Text up to a comma that is not between a pair of braces. */
const PART = /(?:\{[^{}]*\}|[^,])+/g;

/**
 * Returns the parts of a comma-separated list, ignoring commas in braces; null for a single value. Text with blanks is
 * a list only if it begins with a path or a URL.
 */
export function listedIn(value: string): string[] | null {
  const parts = value.match(PART) ?? [];
  if (parts.length < 2) return null;
  return /\s/.test(value) && !isNamed(parts[0] ?? '') ? null : parts;
}

/**
 * Returns the paths and URLs after a comma in a value, even inside braces, because a script may split the value at each
 * comma. Empty for text with blanks that does not begin with a path or a URL.
 */
export function namedAfterCommas(value: string): string[] {
  const [first = '', ...others] = value.split(',');
  return /\s/.test(value) && !isNamed(first) ? [] : others.filter(isNamed);
}

const isNamed = (part: string): boolean => looksLikePath(part) || remoteScheme(part.trim()) !== null;

/** Device that nf-core pipelines accept instead of an optional file. */
export const NOTHING = '/dev/null';
