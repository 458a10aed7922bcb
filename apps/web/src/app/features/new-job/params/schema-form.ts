import type { PipelineView } from '@reprise/contracts';

/** Kinds of values whose lists have one value per line. */
type LineKind = 'text' | 'number' | 'integer' | 'choice' | 'file' | 'dir' | 'path';
type FieldKind = LineKind | 'boolean' | 'list' | 'json';
export type Value = string | number | boolean;
export type Field = {
  name: string;
  title: string;
  /** Help text below the field, on one line. */
  help: string;
  /** Long help text, collapsed. */
  more: string;
  kind: FieldKind;
  /** Kind of the values of a list. */
  each: LineKind | null;
  /** Options as in the schema. Numbers remain numbers. */
  options: Value[];
  minimum: number | null;
  maximum: number | null;
  required: boolean;
  hidden: boolean;
  /** Default as it is sent; null if there is none, or if it is an expression. */
  fallback: unknown;
  /** Default that Nextflow computes, as written in the script. */
  expression: string | null;
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
  /** Not part of JSON Schema: the server adds it from the params block of the script. */
  default_expression?: string;
  hidden?: boolean;
  items?: Property;
};
type Group = { title?: string; description?: string; properties?: Record<string, Property>; required?: string[] };
type Schema = Group & {
  $defs?: Record<string, Group>;
  definitions?: Record<string, Group>;
  allOf?: { $ref?: string }[];
};

/**
 * Returns the fields of a pipeline's form, grouped and ordered as in its `nextflow_schema.json` (`$defs`, or
 * `definitions` in older schemas). Without a schema, there is one field per parameter, with the type of its value.
 * There is no field for the output folder, because the runner sets it.
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
  const own = rest.map((name) => toField(name, {}, false, pipeline));
  // Parameters that are not in the schema keep their default.
  return pipeline.schema === null && own.length ? [{ title: 'Parameters', help: '', fields: own }] : shown;
}

/** Returns the groups in the order of `allOf`. Other groups come last. */
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
  const each = lineKindOf(property);
  const kind = each === null ? kindOf(name, property, pipeline) : 'list';
  const rules = each === null ? property : (property.items ?? {});
  const isSet = name in pipeline.params;
  return {
    name,
    title: property.title ?? titleOf(name),
    help: property.description ?? '',
    more: property.help_text ?? '',
    kind,
    each,
    options: (rules.enum ?? []).filter(isScalar),
    minimum: rules.minimum ?? null,
    maximum: rules.maximum ?? null,
    required,
    hidden: property.hidden ?? false,
    fallback: (isSet ? pipeline.params[name] : property.default) ?? null,
    expression: isSet ? null : (property.default_expression ?? null),
  };
}

function kindOf(name: string, { type, format, enum: options }: Property, pipeline: PipelineView): FieldKind {
  if (options?.length) return 'choice';
  const kind = scalarKindOf([type ?? typeOf(pipeline.params[name])].flat(), format) ?? 'json';
  return kind === 'text' && name === pipeline.input_param ? 'path' : kind;
}

/** Returns the kind of the values of a list that has one value per line; null for other lists. */
function lineKindOf({ type, items, enum: options }: Property): LineKind | null {
  if (type !== 'array' || options?.length) return null;
  if (items?.enum?.length) return items.enum.every(isScalar) ? 'choice' : null;
  if (items?.type === undefined) return null;
  const kind = scalarKindOf([items.type].flat(), items.format);
  return kind === 'boolean' ? null : kind;
}

/** Returns null for an object or a list. */
function scalarKindOf(types: readonly string[], format: string | undefined): LineKind | 'boolean' | null {
  if (types.includes('boolean')) return 'boolean';
  if (types.includes('integer')) return 'integer';
  if (types.includes('number')) return 'number';
  if (!types.includes('string') && (types.includes('object') || types.includes('array'))) return null;
  if (format === 'directory-path') return 'dir';
  if (format === 'file-path' || format === 'file-path-pattern') return 'file';
  return format === 'path' ? 'path' : 'text';
}

const isScalar = (value: unknown): value is Value => ['string', 'number', 'boolean'].includes(typeof value);

/** Type of a value in JSON Schema terms; undefined for a string, because it may be a path, or if there is no value. */
function typeOf(value: unknown): string[] {
  if (Array.isArray(value)) return ['array'];
  const type = value === null ? 'null' : typeof value;
  return ['object', 'number', 'boolean'].includes(type) ? [type] : [];
}

/** Returns the title of a name: "input_dir" becomes "Input dir". */
function titleOf(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
