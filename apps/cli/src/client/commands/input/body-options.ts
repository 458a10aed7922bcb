import { Option, type Command } from 'commander';
import * as z from 'zod';
import { CliError, EXIT } from '../../cli-error.ts';
import { addValue } from '../../client-command.ts';
import { parseParams, readParamsFile } from './given-params.ts';

/** Values of the options of a command's body, by their names in camel case. */
export type BodyOptions = Readonly<Record<string, unknown>>;

interface Field {
  readonly type?: string;
  /** Alternatives, of which one is null for a field that may be. */
  readonly anyOf?: readonly Field[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
}

const PARAMS = 'params';
const DESCRIPTIONS: Readonly<Record<string, string>> = { reason: 'for the audit trail' };

/** Adds an option for each field of a command's body: `keep_work_dir` is `--keep-work-dir`, `params` is `-p name=value`. */
export function addBodyOptions(command: Command, schema: z.ZodType): void {
  const { fields, required } = fieldsOf(schema);
  for (const [name, field] of Object.entries(fields)) {
    if (name === PARAMS) {
      command.option('-p, --param <name=value>', 'changed parameter; several times', addValue);
      command.option('--params-file <file>', 'changed parameters as JSON or YAML');
      continue;
    }
    const option = new Option(flagOf(name, field), DESCRIPTIONS[name] ?? describe(name, field));
    if (field.enum) option.choices(field.enum);
    command.addOption(option.makeOptionMandatory(required.includes(name)));
  }
}

/** Returns the body that the options make. @throws CliError where a text is not what its field takes */
export function bodyOfOptions(schema: z.ZodType, options: BodyOptions): Record<string, unknown> {
  const { fields } = fieldsOf(schema);
  const body = Object.entries(fields).flatMap(([name, field]) => {
    const value = name === PARAMS ? paramsOf(options) : options[camelCase(name)];
    return value === undefined ? [] : [[name, converted(name, value, field)] as const];
  });
  return Object.fromEntries(body);
}

function fieldsOf(schema: z.ZodType): { fields: Readonly<Record<string, Field>>; required: readonly string[] } {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const fields = Object.entries(properties as Record<string, Field>).map(
    ([name, field]) => [name, withType(field)] as const,
  );
  return { fields: Object.fromEntries(fields), required };
}

/** A field that may be null has the type of what it is else; `null` is given as that word. */
function withType(field: Field): Field {
  const type = field.type ?? field.anyOf?.find((one) => one.type !== 'null')?.type;
  return type === undefined ? field : { ...field, type };
}

function flagOf(name: string, { type }: Field): string {
  const flag = `--${name.replaceAll('_', '-')}`;
  if (type === 'boolean') return flag;
  return `${flag} <${type === 'array' || type === 'object' ? 'json' : type === 'string' || !type ? 'text' : 'number'}>`;
}

function describe(name: string, field: Field): string {
  const text = field.description ?? name.replaceAll('_', ' ');
  return field.default === undefined || field.type === 'boolean'
    ? text
    : `${text} (default: ${JSON.stringify(field.default)})`;
}

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function converted(name: string, value: unknown, { type }: Field): unknown {
  if (name === PARAMS || typeof value !== 'string' || type === 'string' || type === undefined) return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new CliError(
      `--${name.replaceAll('_', '-')} ${value} is not ${type === 'array' || type === 'object' ? 'JSON' : 'a number'}.`,
      EXIT.usage,
    );
  }
}

function paramsOf({ param, paramsFile }: BodyOptions): Record<string, unknown> | undefined {
  if (param === undefined && paramsFile === undefined) return undefined;
  return {
    ...(typeof paramsFile === 'string' && readParamsFile(paramsFile)),
    ...parseParams((param ?? []) as string[], null),
  };
}
