import { PATH_FORMATS, type ParamSchema } from './params-schema.ts';
import type { Pipeline } from './pipeline.ts';

export interface Expected {
  /** Null: not known to be a path; one only if it looks like one. */
  readonly format: (typeof PATH_FORMATS)[number] | null;
  /** False: nf-core's way to say that it must not exist yet. */
  readonly exists: boolean;
}

/** What a parameter's value is: by the schema's format, by being the input, else a path only if it looks like one. */
export function expectedOf({ manifest, schema }: Pipeline, name: string): Expected {
  const says: ParamSchema = schema?.properties[name] ?? {};
  const format = PATH_FORMATS.find((known) => known === says.format);
  return { format: format ?? (name === manifest.input_param ? 'path' : null), exists: says.exists ?? true };
}

/** Whether a parameter is as the manifest sets it: its author is trusted. */
export const isDefault = ({ params }: Pipeline, name: string, value: unknown): boolean =>
  JSON.stringify(value) === JSON.stringify(params[name]);

/** Absolute, `./x`, `../x`, `~` and `~user/x` (a shell's; `~group` is a formula's), `file:/x`, `jar:file:/x`. */
const LOCAL = /^(\/|\.{1,2}\/|~$|~([a-z_][\w.-]*)?\/|(file|jar):(\/|file:))/i;
const REMOTE = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Whether Nextflow, or the shell of a task, would find outside its own folder on this machine what a string names. Not
 * the words `a b`, `note: x` or `chr1:1-9`, nor a URL of another machine; `x/y` stays in the folder, `x/../../y` does not.
 */
export function looksLikePath(value: string): boolean {
  const text = value.trim();
  return LOCAL.test(text) || (!REMOTE.test(text) && text.split('/').includes('..'));
}
