import type { FieldProblem, Params } from '@reprise/contracts';
import type { SchemaError } from './evaluate.ts';
import { isNode } from './param-schema.ts';
import type { ParamsSchema } from './params-schema.ts';
import { evaluateSchema, SlowPatternError } from './schema-evaluator.ts';

export interface CheckedSchema {
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/**
 * Validates parameters with a pipeline's schema, as nf-schema does: `null`, `false` and empty values count as unset; if
 * there is only a params block, only `null` does. A default counts as set, because the script should have the same one.
 * Defaults are not validated.
 * @param isMerged whether Nextflow may merge in unknown parameters from a profile or a config
 */
export async function checkSchema(schema: ParamsSchema, params: Params, isMerged = false): Promise<CheckedSchema> {
  const defaults = Object.entries(schema.properties).flatMap(([name, { default: value }]) =>
    value === undefined || name in params ? [] : [[name, value] as const],
  );
  const isGiven = ({ field }: FieldProblem) => !defaults.some(([name]) => isAt(field, name));
  const complete = { ...Object.fromEntries(defaults), ...params };
  try {
    const [strictly = [], found = strictly] = await evaluateSchema(schema.rules, [
      without(isNull, complete),
      ...(schema.isFile ? [without(isFalsy, complete)] : []),
    ]);
    const errors = found.filter(isGiven);
    // For Nextflow, a submitted value takes precedence over any config, even if it is empty.
    const isLeftOut = (error: SchemaError) => isMissing(error) && !(nameOf(error) in params);
    const unset = errors.filter((error) => !(isLeftOut(error) && isComputed(schema, nameOf(error))));
    const [configured, others] = partition(unset, (e) => isLeftOut(e) && schema.configured.has(nameOf(e)));
    const mayBeMerged = isMerged || schema.includes;
    const [open, rest] = partition(others, (error) => mayBeMerged && isLeftOut(error));
    // One of several missing parameters, which a profile may set.
    const [choices, wrong] = partition(rest, (error) => open.length > 0 && isChoice(error));
    const newer = strictly.filter((error) => isGiven(error) && !errors.some(({ field }) => field === error.field));
    return {
      errors: wrong.map(plain),
      warnings: [
        ...configured.map(({ field }) => ({
          field,
          message: 'is required by the schema; the configuration of the pipeline seems to set it',
        })),
        ...open.map(({ field }) => ({
          field,
          message: 'is required by the schema; the run fails unless a profile or a config sets it',
        })),
        ...choices.map(({ field, message }) => ({
          field,
          message: `${message}, unless a profile or a config sets what is missing`,
        })),
        ...newer
          .filter(({ keyword }) => keyword !== 'required')
          .map(({ field, message }) => ({
            field,
            message: `${message}: nf-schema 2.7 and later check empty values too`,
          })),
      ],
    };
  } catch (error) {
    if (!(error instanceof SlowPatternError)) throw error;
    return { errors: slowFields(schema, params, error.pattern), warnings: [] };
  }
}

const plain = ({ field, message }: SchemaError): FieldProblem => ({ field, message });
const isAt = (field: string, name: string) => field === `params.${name}` || field.startsWith(`params.${name}.`);

const nameOf = ({ field }: FieldProblem) => field.slice('params.'.length);

const MISSING: ReadonlySet<string> = new Set(['required', 'dependentRequired', 'dependencies']);
/** Whether a top-level parameter is missing. */
const isMissing = ({ keyword, field }: SchemaError) => MISSING.has(keyword) && field.split('.').length === 2;
const isChoice = ({ keyword, field }: SchemaError) => field === 'params' && ['anyOf', 'oneOf'].includes(keyword);

/** Returns the fields that have a pattern, or the parameters as a whole. */
function slowFields({ properties }: ParamsSchema, params: Params, pattern: string): FieldProblem[] {
  const message = `could not be checked: the pattern ${pattern} of the pipeline's schema takes too long on this value`;
  const names = Object.keys(properties).filter(
    (name) => typeof params[name] === 'string' && properties[name]?.pattern === pattern,
  );
  return names.length ? names.map((name) => ({ field: `params.${name}`, message })) : [{ field: 'params', message }];
}

/** Whether the script's params block has an expression for an unset parameter. */
const isComputed = ({ properties }: ParamsSchema, name: string) => properties[name]?.default_expression !== undefined;

const isNull = (value: unknown) => value === null;
/** Groovy truth, which nf-schema before 2.7 used to omit values. */
const isFalsy = (value: unknown) =>
  value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** Returns an object without certain values, at any depth. */
function without(isLeftOut: (value: unknown) => boolean, params: Params): Params {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([, value]) => !isLeftOut(value))
      .map(([name, value]) => [name, isNode(value) ? without(isLeftOut, value) : value]),
  );
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
