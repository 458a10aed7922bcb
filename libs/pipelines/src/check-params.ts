import type { Params } from '@reprise/contracts';
import { PathChecker, type InputFile } from './check-paths.ts';
import { expectedOf, isDefault } from './expected-path.ts';
import { absoluteParams } from './paths.ts';
import type { FieldError } from './field-error.ts';
import type { Pipeline } from './pipeline.ts';

/** Input files as they are now; `inputs_count` if not all of them are listed. */
export interface FoundInputs {
  readonly inputs: InputFile[];
  readonly inputs_count?: number;
}

export type CheckedParams =
  | ({ readonly ok: true; readonly params: Params } & FoundInputs)
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Validates submitted parameters and adds the manifest's defaults. Returned paths are absolute; what they point to lies
 * in one of the `roots`, except the trusted defaults of the manifest. Only the runner sets the output parameter.
 */
export async function checkParams(pipeline: Pipeline, given: Params, roots: readonly string[]): Promise<CheckedParams> {
  const { output_param } = pipeline.manifest;
  const params: Params = { ...pipeline.params, ...absoluteParams(pipeline.folder, given) };
  const errors = unknownParams(pipeline, given);
  if (output_param in given) errors.push({ field: `params.${output_param}`, message: 'is set by the runner' });
  // A schema may require it, but only the runner knows it.
  const complete = { ...params, [output_param]: '/set/by/the/runner' };
  errors.push(...(pipeline.schema?.check(complete).filter(({ field }) => !known(errors, field)) ?? []));
  const paths = new PathChecker(roots);
  for (const [name, value] of Object.entries(params)) {
    if (known(errors, `params.${name}`)) continue;
    params[name] = await paths.check(
      `params.${name}`,
      value,
      expectedOf(pipeline, name),
      isDefault(pipeline, name, value),
    );
  }
  errors.push(...paths.errors);
  return errors.length ? { ok: false, errors } : { ok: true, params, ...foundBy(paths) };
}

const foundBy = ({ inputs, inputsFound }: PathChecker): FoundInputs =>
  inputsFound > inputs.length ? { inputs, inputs_count: inputsFound } : { inputs };

const known = (errors: readonly FieldError[], field: string) => errors.some((error) => error.field === field);

function unknownParams({ manifest, params, schema }: Pipeline, given: Params): FieldError[] {
  if (!schema) return [];
  const names = new Set([...Object.keys(schema.properties), ...Object.keys(params), manifest.output_param]);
  if (manifest.input_param) names.add(manifest.input_param);
  return Object.keys(given)
    .filter((name) => !names.has(name))
    .map((name) => ({ field: `params.${name}`, message: 'is not a parameter of this pipeline' }));
}
