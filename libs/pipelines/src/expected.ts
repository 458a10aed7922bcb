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

export const looksLikePath = (value: string): boolean => /^(\/|\.\.?\/)/.test(value);
