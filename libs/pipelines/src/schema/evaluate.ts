import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { FieldProblem } from '@reprise/contracts';
import { PATH_FORMATS, type ParamSchema } from './param-schema.ts';
import { regularExpression } from './regular-expression.ts';

/** Schema error of a parameter. */
export interface SchemaError extends FieldProblem {
  /** Keyword of JSON Schema that failed. */
  readonly keyword: string;
}

/** Called before and after a pattern of the schema runs; `null` if none is running. */
export type OnPattern = (pattern: string | null) => void;

export type Evaluate = (params: Readonly<Record<string, unknown>>) => SchemaError[];

type Document = Readonly<Record<string, unknown>>;

/**
 * Compiles a `nextflow_schema.json`: draft-07 with `definitions`, or 2020-12 with `$defs`. nf-core uses both. Path
 * formats and `exists` are checked elsewhere.
 * @throws Error if it is not a valid JSON schema
 */
export function compile(document: Document, onPattern: OnPattern = () => undefined): Evaluate {
  const validate = ajvFor(document, onPattern).compile(document);
  return (params) => {
    if (validate(params)) return [];
    return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(schemaError);
  };
}

/** Compilers by draft: whether it is 2020-12. Creating one takes as long as compiling a schema. */
const compilers = new Map<boolean, Ajv>();

/** @throws Error if the document cannot be compiled */
export function assertCompiles(document: Document): void {
  const ajv = compilers.get(isOf2020(document)) ?? ajvFor(document, () => undefined);
  // A compiler that fails, or that has seen ids of other schemas, is not reused, because it would remember them for the
  // next document.
  compilers.delete(isOf2020(document));
  ajv.compile(document);
  ajv.removeSchema(document);
  if (!hasInnerIds(document)) compilers.set(isOf2020(document), ajv);
}

/** Whether parts of a schema appear to have ids. */
const hasInnerIds = ({ $id: _, ...parts }: Document) => JSON.stringify(parts).includes('"$id"');

const isOf2020 = (document: Document) => String(document['$schema']).includes('2020-12');

function ajvFor(document: Document, onPattern: OnPattern): Ajv {
  const regExp = Object.assign((pattern: string) => observed(pattern, onPattern), { code: 'regularExpression' });
  const options: Options = { allErrors: true, strict: false, verbose: true, logger: false, code: { regExp } };
  const ajv = isOf2020(document) ? new Ajv2020(options) : new Ajv(options);
  ajvFormats(ajv);
  for (const format of [...PATH_FORMATS, 'regex']) ajv.addFormat(format, true);
  ajv.removeKeyword('deprecated');
  ajv.addKeyword({ keyword: 'deprecated', validate: (deprecated: boolean) => !deprecated });
  ajv.addKeyword({ keyword: 'uniqueEntries', type: 'array', schemaType: 'array', validate: hasUniqueEntries });
  return ajv;
}

function observed(pattern: string, onPattern: OnPattern) {
  const expression = regularExpression(pattern);
  return {
    // ajv caches patterns by this.
    toString: () => `/${pattern}/`,
    test(text: string): boolean {
      onPattern(pattern);
      // Patterns are in Java's dialect. Patterns that cannot run here are checked by the pipeline.
      const fits = expression?.test(text) ?? true;
      onPattern(null);
      return fits;
    },
  };
}

/** Whether no two objects in a list have equal values in these fields. */
function hasUniqueEntries(fields: readonly string[], items: readonly unknown[]): boolean {
  const isObject = (item: unknown): item is Record<string, unknown> => typeof item === 'object' && item !== null;
  if (!items.every(isObject)) return true;
  return new Set(items.map((item) => JSON.stringify(fields.map((field) => item[field])))).size === items.length;
}

function schemaError(error: ErrorObject): SchemaError {
  const path = ['params', ...error.instancePath.split('/').slice(1).map(unescapePointer)];
  const { missingProperty, additionalProperty, allowedValues } = error.params as Record<string, unknown>;
  const own = (error.parentSchema as { errorMessage?: unknown } | undefined)?.errorMessage;
  const at = (field: string[], message: string) => ({ field: field.join('.'), message, keyword: error.keyword });
  if (typeof missingProperty === 'string') return at([...path, missingProperty], 'is required');
  if (typeof additionalProperty === 'string')
    return at([...path, additionalProperty], 'is not a parameter of this pipeline');
  if (error.keyword === 'deprecated') return at(path, typeof own === 'string' ? own : 'is deprecated');
  if (Array.isArray(allowedValues)) return at(path, `must be one of: ${allowedValues.join(', ')}`);
  return at(path, typeof own === 'string' ? own : (plainMessage(error) ?? error.message ?? 'is not allowed'));
}

/** Returns a plain-language message for an invalid number or list, for users without a technical background. */
function plainMessage({ keyword, schema, parentSchema }: ErrorObject): string | undefined {
  const limit = LIMITS[keyword];
  if (limit) return `must be ${limit} ${String(schema)}`;
  if (keyword !== 'type') return undefined;
  if (schema === 'array') return `must be a list, such as ${exampleOf((parentSchema as ParamSchema).items)}`;
  return { integer: 'must be a whole number', number: 'must be a number' }[String(schema)];
}

const exampleOf = (items: ParamSchema | undefined): string =>
  [items?.type].flat().some((type) => type === 'integer' || type === 'number') ? '[1, 2]' : '["a", "b"]';

const LIMITS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
};

const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');
