/** Subset of JSON Schema that the event schemas use. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface PayloadField {
  /** Path with dots, and `[]` for list items: `outputs[].sha256`. */
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

/** Returns the fields of an object schema, each followed by its nested fields. */
export function fieldsOf({ properties = {}, required = [] }: Schema, prefix = ''): PayloadField[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${prefix}${key}`;
    const own = { name, type: typeOf(schema), optional: !required.includes(key) };
    return [own, ...nested(schema, name)];
  });
}

function nested(schema: Schema, name: string): PayloadField[] {
  if (schema.properties) return fieldsOf(schema, `${name}.`);
  const { items } = schema;
  return items && 'properties' in items ? fieldsOf(items as Schema, `${name}[].`) : [];
}

function typeOf(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.type === 'array') return listOf(schema.items ?? {});
  return schema.format ?? [schema.type ?? 'anything'].flat().join(' or ');
}

const listOf = (items: Schema | readonly Schema[]): string =>
  'length' in items ? `pair of ${items.map(typeOf).join(' and ')}` : `list of ${typeOf(items)}`;
