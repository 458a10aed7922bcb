import { PATH_FORMATS, type ParamSchema } from './params-schema.ts';
import type { Pipeline } from './pipeline.ts';

export interface Expected {
  /** `null`: a path only if it looks like one. */
  readonly format: (typeof PATH_FORMATS)[number] | null;
  /** `false`: must not exist yet (nf-core's `exists`). */
  readonly exists: boolean;
}

/** Returns what a parameter expects: the path format in the schema, or a path for the input parameter. */
export function expectedOf({ manifest, schema }: Pipeline, name: string): Expected {
  const param: ParamSchema = schema?.properties[name] ?? {};
  const format = PATH_FORMATS.find((known) => known === param.format);
  return { format: format ?? (name === manifest.input_param ? 'path' : null), exists: param.exists ?? true };
}

/** Whether a value is the default in the manifest, whose author is trusted. */
export const isDefault = ({ params }: Pipeline, name: string, value: unknown): boolean =>
  JSON.stringify(value) === JSON.stringify(params[name]);

/** Absolute, `./x`, `../x`, `~` and `~user/x` (shell; `~group` is part of a formula), `file:/x`, `jar:file:/x`. */
const LOCAL = /^(\/|\.{1,2}\/|~$|~([a-z_][\w.-]*)?\/|(file|jar):(\/|file:))/i;
const REMOTE = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Whether Nextflow or a task's shell would resolve a string to a path outside its own folder on this machine. Not words
 * such as `a b`, `note: x` or `chr1:1-9`, nor remote URLs; `x/y` stays in the folder, `x/../../y` does not.
 */
export function looksLikePath(value: string): boolean {
  const text = value.trim();
  return LOCAL.test(text) || (!REMOTE.test(text) && text.split('/').includes('..'));
}
