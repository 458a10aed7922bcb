import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Params } from '@reprise/contracts';
import type { FieldError } from './field-error.ts';

/** Schema of one parameter. */
export interface ParamSchema {
  readonly type?: string | string[];
  readonly format?: string;
  readonly exists?: boolean;
  readonly default?: unknown;
}

/** A compiled `nextflow_schema.json`. */
export interface SchemaCheck {
  /** Parsed file. */
  readonly document: Record<string, unknown>;
  /** All parameters of all groups. */
  readonly properties: Readonly<Record<string, ParamSchema>>;
  /** Returns the errors in these parameters, each field as `params.<name>`. Defaults of the schema count as given. */
  check(params: Params): FieldError[];
}

/** Path formats of nf-core schemas; existence is checked separately. */
export const PATH_FORMATS = ['file-path', 'directory-path', 'path', 'file-path-pattern'] as const;

/**
 * Compiles a `nextflow_schema.json`: draft-07 with `definitions`, or 2020-12 with `$defs`; nf-core uses both.
 * @throws Error if it is not a valid JSON schema
 */
export function compileSchema(document: Record<string, unknown>): SchemaCheck {
  const options: Options = { allErrors: true, strict: false, verbose: true, validateFormats: true, logger: false };
  const ajv = String(document['$schema']).includes('2020-12') ? new Ajv2020(options) : new Ajv(options);
  ajvFormats(ajv);
  for (const format of PATH_FORMATS) ajv.addFormat(format, true);
  const validate = ajv.compile(document);
  const properties = propertiesOf(document);
  const defaults = Object.fromEntries(
    Object.entries(properties).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );
  return {
    document,
    properties,
    check(params) {
      if (validate({ ...defaults, ...params })) return [];
      return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(fieldError);
    },
  };
}

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

function propertiesOf(schema: Node): Record<string, ParamSchema> {
  const groups = [schema['definitions'], schema['$defs']].filter(isNode).flatMap((group) => Object.values(group));
  const inline = Array.isArray(schema['allOf']) ? (schema['allOf'] as unknown[]) : [];
  const nodes = [schema, ...groups, ...inline].filter(isNode);
  return Object.assign({}, ...nodes.map((node) => node['properties']).filter(isNode)) as Record<string, ParamSchema>;
}

function fieldError(error: ErrorObject): FieldError {
  const path = ['params', ...error.instancePath.split('/').slice(1).map(unescapePointer)];
  const { missingProperty, additionalProperty, allowedValues } = error.params as Record<string, unknown>;
  const own = (error.parentSchema as { errorMessage?: unknown } | undefined)?.errorMessage;
  if (typeof missingProperty === 'string')
    return { field: [...path, missingProperty].join('.'), message: 'is required' };
  if (typeof additionalProperty === 'string')
    return { field: [...path, additionalProperty].join('.'), message: 'is not a parameter of this pipeline' };
  if (Array.isArray(allowedValues))
    return { field: path.join('.'), message: `must be one of: ${allowedValues.join(', ')}` };
  return { field: path.join('.'), message: typeof own === 'string' ? own : (error.message ?? 'is not allowed') };
}

const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');
