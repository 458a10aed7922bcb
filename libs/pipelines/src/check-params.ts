import type { Params } from '@reprise/contracts';
import type { FieldError } from './field-error.ts';
import { absoluteParams } from './paths/absolute-params.ts';
import { expectedOf, isDefault } from './paths/expected-path.ts';
import type { InputFile } from './paths/input-list.ts';
import { PathChecker, type Allowed } from './paths/path-checker.ts';
import type { Pipeline } from './pipeline.ts';
import { checkSchema } from './schema/check-schema.ts';

/** Input files as they are now; `inputs_count` if not all of them are listed. */
export interface FoundInputs {
  readonly inputs: InputFile[];
  readonly inputs_count?: number;
}

export type CheckedParams = {
  /** Doubts, which refuse nothing. */
  readonly warnings: readonly FieldError[];
} & (
  | ({ readonly ok: true; readonly params: Params } & FoundInputs)
  | { readonly ok: false; readonly errors: readonly FieldError[] }
);

/**
 * Validates submitted parameters as nf-schema does, and adds the manifest's defaults. Returned paths are absolute; what
 * they point to is allowed, except the trusted defaults of the manifest. Only the runner sets the output parameter.
 */
export async function checkParams(pipeline: Pipeline, given: Params, allowed: Allowed): Promise<CheckedParams> {
  const { output_param } = pipeline.manifest;
  const params: Params = { ...pipeline.params, ...absoluteParams(pipeline.folder, given) };
  const errors: FieldError[] = [];
  const warnings: FieldError[] = [];
  if (output_param in given) errors.push({ field: `params.${output_param}`, message: 'is set by the runner' });
  if (pipeline.schema) {
    // A schema may require it, but only the runner knows it.
    const checked = await checkSchema(pipeline.schema, { ...params, [output_param]: '/set/by/the/runner' });
    warnings.push(...unknownParams(pipeline, given), ...checked.warnings);
    errors.push(...checked.errors.filter(({ field }) => !names(errors, field)));
  }
  const paths = new PathChecker(allowed);
  for (const [name, value] of Object.entries(params)) {
    if (names(errors, `params.${name}`)) continue;
    params[name] = await paths.check(
      `params.${name}`,
      value,
      expectedOf(pipeline, name),
      isDefault(pipeline, name, value),
    );
  }
  errors.push(...paths.errors);
  warnings.push(...paths.warnings);
  return errors.length ? { ok: false, errors, warnings } : { ok: true, params, warnings, ...foundBy(paths) };
}

const foundBy = ({ inputs: { files, found } }: PathChecker): FoundInputs =>
  found > files.length ? { inputs: files, inputs_count: found } : { inputs: files };

const names = (errors: readonly FieldError[], field: string) => errors.some((error) => error.field === field);

/** Warns of parameters that neither schema nor manifest has, as nf-schema does. */
function unknownParams({ manifest, params, schema }: Pipeline, given: Params): FieldError[] {
  const known = [...Object.keys(schema?.properties ?? {}), ...Object.keys(params), manifest.output_param];
  if (manifest.input_param) known.push(manifest.input_param);
  const plain = new Set(known.map(withoutHyphens));
  return Object.keys(given)
    .filter((name) => !known.includes(name) && !(name.includes('-') && plain.has(withoutHyphens(name))))
    .map((name) => ({ field: `params.${name}`, message: 'is not in the schema of this pipeline' }));
}

/** Nextflow takes `--min-length` for `minLength` too. */
const withoutHyphens = (name: string) => name.replaceAll('-', '').toLowerCase();
