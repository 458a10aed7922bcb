import { Option, type Command } from 'commander';
import * as z from 'zod';
import { CliError, EXIT } from '../../cli-error.ts';
import { addValue } from '../../client-command.ts';
import { parseLabels } from './given-labels.ts';
import { parseParams, readParamsFile } from './given-params.ts';

/** Values of the options for a command's body, keyed by their names in camel case. */
export type BodyOptions = Readonly<Record<string, unknown>>;

interface Field {
  readonly type?: string;
  /** Alternatives; one is null if the field is nullable. */
  readonly anyOf?: readonly Field[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly default?: unknown;
  readonly items?: Field;
  readonly additionalProperties?: Field | boolean;
  readonly description?: string;
}

const PARAMS = 'params';
/** The string for null, as lists print it. */
export const NONE = 'none';
const DESCRIPTIONS: Readonly<Record<string, string>> = { reason: 'for the audit trail' };

/**
 * Adds an option for each field of a command's body: `keep_work_dir` becomes `--keep-work-dir`, `params` becomes `-p
 * name=value`.
 * @param argument field that the command takes as an argument, and that therefore has no option
 */
export function addBodyOptions(command: Command, schema: z.ZodType, argument?: string): void {
  const { fields, required } = fieldsOf(schema);
  for (const [name, field] of Object.entries(fields)) {
    if (name === argument) continue;
    if (name === PARAMS) {
      command.option('-p, --param <name=value>', 'changed parameter; several times', addValue);
      command.option('--params-file <file>', 'changed parameters as JSON or YAML');
      continue;
    }
    const option = new Option(flagOf(name, field), DESCRIPTIONS[name] ?? describe(name, field));
    if (isRepeated(field)) option.argParser(addValue);
    if (field.enum) option.choices(field.enum);
    command.addOption(option.makeOptionMandatory(required.includes(name)));
  }
}

/** Returns the body from the options. @throws CliError if a value does not match its field */
export function bodyOfOptions(schema: z.ZodType, options: BodyOptions): Record<string, unknown> {
  const { fields } = fieldsOf(schema);
  const body = Object.entries(fields).flatMap(([name, field]) => {
    const value = name === PARAMS ? paramsOf(options) : options[camelCase(name)];
    return value === undefined ? [] : [[name, converted(name, value, field)] as const];
  });
  return Object.fromEntries(body);
}

/** Returns the required fields of a body. */
export function requiredOf(schema: z.ZodType, body: object): object {
  const { required } = fieldsOf(schema);
  return Object.fromEntries(Object.entries(body).filter(([name]) => required.includes(name)));
}

function fieldsOf(schema: z.ZodType): { fields: Readonly<Record<string, Field>>; required: readonly string[] } {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const fields = Object.entries(properties as Record<string, Field>).map(
    ([name, field]) => [name, withType(field)] as const,
  );
  return { fields: Object.fromEntries(fields), required };
}

/** A field with alternatives has the type of the first one that is neither null nor a constant. */
function withType(field: Field): Field {
  const type = field.type ?? field.anyOf?.find((one) => one.type !== 'null' && one.const === undefined)?.type;
  return type === undefined ? field : { ...field, type };
}

/** Strings that a field accepts besides a number or JSON, with their values: `none` for null. */
const wordsOf = ({ anyOf = [] }: Field): ReadonlyMap<string, string | null> =>
  new Map(
    anyOf.flatMap((one): [string, string | null][] => {
      if (one.type === 'null') return [[NONE, null]];
      return one.const === undefined ? [] : [[one.const, one.const]];
    }),
  );

function flagOf(name: string, field: Field): string {
  const flag = `--${name.replaceAll('_', '-')}`;
  if (field.type === 'boolean') return flag;
  if (isText(field)) return `${flag} <text>`;
  if (isRepeated(field)) return `${flag} <${isPairs(field) ? 'key=value' : 'text'}>`;
  return `${flag} <${[isJson(field) ? 'json' : 'number', ...wordsOf(field).keys()].join('|')}>`;
}

const isText = ({ type }: Field) => type === 'string' || type === undefined;
const isJson = ({ type }: Field) => type === 'array' || type === 'object';

/** Whether it is an object of strings, such as labels. */
const isPairs = ({ type, additionalProperties: values }: Field) =>
  type === 'object' && typeof values === 'object' && values.type === 'string';
/** Whether its option is given once for each string. */
const isRepeated = (field: Field) => isPairs(field) || (field.type === 'array' && field.items?.type === 'string');

function describe(name: string, field: Field): string {
  const text = field.description ?? name.replaceAll('_', ' ');
  if (isRepeated(field)) return `${text}; several times`;
  return field.default === undefined || field.type === 'boolean' || isJson(field)
    ? text
    : `${text} (default: ${JSON.stringify(field.default)})`;
}

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function converted(name: string, value: unknown, field: Field): unknown {
  if (name !== PARAMS && isPairs(field)) return parseLabels(`--${name}`, value as string[]);
  if (name === PARAMS || typeof value !== 'string' || isText(field)) return value;
  const words = wordsOf(field);
  if (words.has(value)) return words.get(value);
  try {
    return JSON.parse(value);
  } catch {
    const allowed = [isJson(field) ? 'JSON' : 'a number', ...words.keys()].join(' or ');
    throw new CliError(`--${name.replaceAll('_', '-')} ${value} is not ${allowed}.`, EXIT.usage);
  }
}

function paramsOf({ param, paramsFile }: BodyOptions): Record<string, unknown> | undefined {
  if (param === undefined && paramsFile === undefined) return undefined;
  return {
    ...(typeof paramsFile === 'string' && readParamsFile(paramsFile)),
    ...parseParams((param ?? []) as string[], null),
  };
}
