import type { PipelineView } from '@reprise/contracts';

type FieldKind = 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'file' | 'dir' | 'path' | 'json';
export type Value = string | number | boolean;
export type Field = {
  name: string;
  title: string;
  /** Help text below the field, one line. */
  help: string;
  /** Long help text, collapsed. */
  more: string;
  kind: FieldKind;
  /** Options as in the schema: numbers stay numbers. */
  options: Value[];
  minimum: number | null;
  maximum: number | null;
  required: boolean;
  hidden: boolean;
  fallback: Value | null;
};
type FieldGroup = { title: string; help: string; fields: Field[] };

type Property = {
  type?: string | string[];
  title?: string;
  description?: string;
  help_text?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
  hidden?: boolean;
};
type Group = { title?: string; description?: string; properties?: Record<string, Property>; required?: string[] };
type Schema = Group & {
  $defs?: Record<string, Group>;
  definitions?: Record<string, Group>;
  allOf?: { $ref?: string }[];
};

/**
 * Returns the fields of a pipeline's form, in the groups and order of its `nextflow_schema.json` (`$defs`, or
 * `definitions` in older ones). Without a schema: one field per parameter, of the type of its value. The runner sets the
 * output folder.
 */
export function fieldGroups(pipeline: PipelineView): FieldGroup[] {
  const schema = (pipeline.schema ?? {}) as Schema;
  const groups = [...orderedGroups(schema), schema];
  const shown = groups.map((group) => toGroup(group, pipeline)).filter(({ fields }) => fields.length > 0);
  const known = new Set(shown.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const rest = [pipeline.input_param, ...Object.keys(pipeline.params)].filter(
    (name, i, all): name is string =>
      !!name && all.indexOf(name) === i && !known.has(name) && name !== pipeline.output_param,
  );
  const own = rest.map((name) =>
    toField(name, {}, name === pipeline.input_param && pipeline.schema === null, pipeline),
  );
  // Parameters that the schema does not name keep their default.
  return pipeline.schema === null && own.length ? [{ title: 'Parameters', help: '', fields: own }] : shown;
}

/** Returns the groups in the order of `allOf`; others come last. */
function orderedGroups(schema: Schema): Group[] {
  const defs = schema.$defs ?? schema.definitions ?? {};
  const named = (schema.allOf ?? []).flatMap(({ $ref }) => $ref?.split('/').at(-1) ?? []);
  const order = [...named, ...Object.keys(defs).filter((key) => !named.includes(key))];
  return order.flatMap((key) => defs[key] ?? []);
}

function toGroup(group: Group, pipeline: PipelineView): FieldGroup {
  const fields = Object.entries(group.properties ?? {})
    .filter(([name]) => name !== pipeline.output_param)
    .map(([name, property]) => toField(name, property, group.required?.includes(name) ?? false, pipeline));
  return { title: group.title ?? 'Parameters', help: group.description ?? '', fields };
}

function toField(name: string, property: Property, required: boolean, pipeline: PipelineView): Field {
  const kind = kindOf(name, property, pipeline);
  return {
    name,
    title: property.title ?? titleOf(name),
    help: property.description ?? '',
    more: property.help_text ?? '',
    kind,
    options: kind === 'choice' ? (property.enum ?? []).flatMap((option) => asValue(option) ?? []) : [],
    minimum: property.minimum ?? null,
    maximum: property.maximum ?? null,
    required,
    hidden: property.hidden ?? false,
    fallback: asValue(name in pipeline.params ? pipeline.params[name] : property.default),
  };
}

function kindOf(name: string, { type, format, enum: options }: Property, pipeline: PipelineView): FieldKind {
  const types = [type ?? typeOf(pipeline.params[name])].flat();
  if (options?.length) return 'choice';
  if (types.includes('boolean')) return 'boolean';
  if (types.includes('integer')) return 'integer';
  if (types.includes('number')) return 'number';
  if (!types.includes('string') && (types.includes('object') || types.includes('array'))) return 'json';
  if (format === 'directory-path') return 'dir';
  if (format === 'file-path' || format === 'file-path-pattern') return 'file';
  if (format === 'path') return 'path';
  return name === pipeline.input_param ? 'path' : 'text';
}

/** Type of a value as a schema names it; none of a text, which may stand for a path, nor where there is no value. */
function typeOf(value: unknown): string[] {
  if (Array.isArray(value)) return ['array'];
  const type = value === null ? 'null' : typeof value;
  return ['object', 'number', 'boolean'].includes(type) ? [type] : [];
}

/** Returns the value, if a field can show it. */
const asValue = (value: unknown): Value | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** Returns the value as its field shows it: objects and arrays as JSON text; null if it cannot. */
export const asShown = ({ kind }: Field, value: unknown): Value | null =>
  kind === 'json' && typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : asValue(value);

/** Parses a number; `NaN` if it is none. */
const asNumber = (value: Value): number => (String(value).trim() ? Number(value) : Number.NaN);

/** Returns the option with the text of a value: a select gives text only. */
const optionOf = ({ options }: Field, value: Value): Value | undefined =>
  options.find((option) => String(option) === String(value));

/** Returns the title of a name: "input_dir" becomes "Input dir". */
function titleOf(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Returns the error of a value; `null` if valid. An empty value means the default. Patterns are the server's to try: one that
 * takes minutes would stop the page.
 */
export function checkValue(field: Field, value: Value | null): string | null {
  if (value === null || value === '') return field.required && field.fallback === null ? 'Is required' : null;
  if (field.kind === 'number' || field.kind === 'integer') return checkNumber(field, asNumber(value));
  if (field.kind === 'json') return checkJson(String(value));
  if (field.kind === 'choice' && optionOf(field, value) === undefined)
    return `Must be one of ${field.options.join(', ')}`;
  return null;
}

function checkJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `Must be JSON, such as {"a": 1} or ["a", "b"]: ${(error as Error).message}`;
  }
}

function checkNumber({ kind, minimum, maximum }: Field, value: number): string | null {
  if (!Number.isFinite(value)) return 'Must be a number';
  if (kind === 'integer' && !Number.isInteger(value)) return 'Must be a whole number';
  if (minimum !== null && value < minimum) return `Must be ${minimum} or more`;
  if (maximum !== null && value > maximum) return `Must be ${maximum} or less`;
  return null;
}

/** Returns the value with its type: text typed into a number field as a number. */
export function toSend(field: Field, value: Value): unknown {
  if (field.kind === 'json') return JSON.parse(String(value)) as unknown;
  if (field.kind === 'number' || field.kind === 'integer') return asNumber(value);
  return optionOf(field, value) ?? value;
}
