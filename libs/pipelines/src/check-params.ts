import type { FieldProblem, LaunchOptions, Params } from '@reprise/contracts';
import type { Capacity } from './checks/capacity.ts';
import { runChecks } from './checks/run-checks.ts';
import { launchSetsParams } from './launch/launch-sets-params.ts';
import { absoluteParams } from './paths/absolute-params.ts';
import { expectedOf, isDefault } from './paths/expected-path.ts';
import type { InputFile } from './paths/input-list.ts';
import type { InputRead } from './paths/input-read.ts';
import { PathChecker, type Allowed } from './paths/path-checker.ts';
import type { Pipeline } from './pipeline.ts';
import { checkSchema } from './schema/check-schema.ts';
import { givenParams } from './schema/given-params.ts';
import { checkRows } from './sheet/check-rows.ts';
import type { ReadSheet } from './sheet/read-sheet.ts';
import { readRowSchema, sheetParam } from './sheet/row-schema.ts';
import { withOutputDir } from './with-output-dir.ts';

/** Current input files; `inputs_count` is set if not all of them are listed. */
export interface FoundInputs {
  readonly inputs: InputFile[];
  readonly inputs_count?: number;
}

/** Samplesheet of a job, in the launch dir of each attempt. */
export interface GivenSheet {
  readonly param: string;
  readonly read: ReadSheet;
}

export interface CheckOptions {
  readonly sheet?: GivenSheet | undefined;
  /** Launch options of the job, including the manifest's defaults; default: only the manifest's. */
  readonly launch?: LaunchOptions | undefined;
  /** Capacity of the largest runner; null if unknown. */
  readonly capacity?: Capacity | null;
}

/** Name of the samplesheet in the launch dir. */
export const SHEET_NAME = 'samplesheet.csv';

export type CheckedParams = {
  /** Warnings, which do not reject the submission. */
  readonly warnings: readonly FieldProblem[];
  /** Paths that tasks will read. */
  readonly reads: readonly InputRead[];
} & (
  | ({ readonly ok: true; readonly params: Params } & FoundInputs)
  | { readonly ok: false; readonly errors: readonly FieldProblem[] }
);

/**
 * Validates submitted parameters as nf-schema does, omits those that count as unset, and adds the manifest's defaults.
 * Returned paths are absolute, and their targets are allowed, except for the trusted defaults of the manifest. Only the
 * runner sets the output parameter.
 */
export async function checkParams(
  pipeline: Pipeline,
  given: Params,
  allowed: Allowed,
  { sheet, launch = pipeline.launch, capacity = null }: CheckOptions = {},
): Promise<CheckedParams> {
  const { output_param } = pipeline.manifest;
  const declared = pipeline.schema?.declared ?? [];
  const params: Params = {
    ...givenParams(declared, pipeline.params),
    ...absoluteParams(pipeline.folder, givenParams(declared, given)),
  };
  if (sheet) params[sheet.param] = SHEET_NAME;
  const errors: FieldProblem[] = [];
  const warnings: FieldProblem[] = [];
  if (output_param !== null && output_param in given)
    errors.push({ field: `params.${output_param}`, message: 'is set by the runner' });
  if (pipeline.schema) {
    // A schema may require it, but only the runner knows its value.
    const complete = withOutputDir(pipeline.manifest, params, '/set/by/the/runner');
    const checked = await checkSchema(pipeline.schema, complete, launchSetsParams(launch));
    warnings.push(...unknownParams(pipeline, given), ...checked.warnings);
    errors.push(...checked.errors.filter(({ field }) => !names(errors, field)));
  }
  const paths = new PathChecker(allowed, launch.files);
  for (const [name, value] of Object.entries(params)) {
    if (names(errors, `params.${name}`) || name === sheet?.param) continue;
    params[name] = await paths.check(
      `params.${name}`,
      value,
      expectedOf(pipeline, name),
      isDefault(pipeline, name, value),
    );
  }
  if (sheet) {
    const checked = await checkSheet(pipeline, sheet, paths);
    errors.push(...checked.errors);
    warnings.push(...checked.warnings);
  }
  errors.push(...paths.errors);
  const isWrong = (name: string) =>
    errors.some(({ field }) => field === `params.${name}` || field.startsWith(`params.${name}.`));
  const failed = await runChecks(pipeline, params, isWrong, capacity);
  errors.push(...failed.errors);
  warnings.push(...paths.warnings, ...failed.warnings);
  const { reads } = paths;
  return errors.length
    ? { ok: false, errors, warnings, reads }
    : { ok: true, params, warnings, reads, ...foundBy(paths) };
}

async function checkSheet(pipeline: Pipeline, { param, read }: GivenSheet, paths: PathChecker) {
  const wrong = (field: string, message: string) => ({ errors: [{ field, message }], warnings: [] });
  if (sheetParam(pipeline) !== param)
    return wrong('sheet.param', 'is not a parameter of this pipeline that takes a sheet');
  if (read.errors.length)
    return {
      warnings: [],
      errors: read.errors.map(({ row, column, message }) => ({
        field: ['sheet', row, column].filter((part) => part !== null).join('.'),
        message,
      })),
    };
  const schema = readRowSchema(pipeline, param);
  return 'problem' in schema ? wrong('sheet', schema.problem) : checkRows(schema, read, paths);
}

const foundBy = ({ inputs: { files, found } }: PathChecker): FoundInputs =>
  found > files.length ? { inputs: files, inputs_count: found } : { inputs: files };

const names = (errors: readonly FieldProblem[], field: string) => errors.some((error) => error.field === field);

/** Warns about parameters that are neither in the schema nor in the manifest, as nf-schema does. */
function unknownParams({ manifest, params, schema }: Pipeline, given: Params): FieldProblem[] {
  const isFile = schema?.isFile ?? true;
  const known = [...Object.keys(schema?.properties ?? {}), ...Object.keys(params)];
  // Without a schema, parameters of the configuration count like those of the params block.
  if (!isFile) known.push(...(schema?.assigned ?? []));
  const message = isFile
    ? 'is not in the schema of this pipeline'
    : 'is not in the params block of the script: Nextflow refuses it, unless a config has it';
  if (manifest.output_param) known.push(manifest.output_param);
  if (manifest.input_param) known.push(manifest.input_param);
  const plain = new Set(known.map(withoutHyphens));
  return Object.keys(given)
    .filter((name) => !known.includes(name) && !(name.includes('-') && plain.has(withoutHyphens(name))))
    .map((name) => ({ field: `params.${name}`, message }));
}

/** Nextflow accepts `--min-length` for `minLength` too. */
const withoutHyphens = (name: string) => name.replaceAll('-', '').toLowerCase();
