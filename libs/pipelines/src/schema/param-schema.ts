/** Path formats of nf-schema. */
export const PATH_FORMATS = ['file-path', 'directory-path', 'path', 'file-path-pattern'] as const;

/** Schema of one parameter. */
export interface ParamSchema {
  readonly type?: string | string[];
  readonly format?: string;
  readonly exists?: boolean;
  /** File with the row schema, for a samplesheet parameter. */
  readonly schema?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  /** Default expression from the params block; not a keyword of JSON Schema. */
  readonly default_expression?: string;
  /** Schemas of nested parameters. */
  readonly properties?: Readonly<Record<string, ParamSchema>>;
  readonly items?: ParamSchema;
}

type Node = { readonly [key: string]: unknown };
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns all parameters of all groups of a schema. */
export function propertiesOf(schema: Node): Record<string, ParamSchema> {
  const groups = [schema['definitions'], schema['$defs'], schema['defs']]
    .filter(isNode)
    .flatMap((group) => Object.values(group));
  const inline = Array.isArray(schema['allOf']) ? (schema['allOf'] as unknown[]) : [];
  const nodes = [schema, ...groups, ...inline].filter(isNode);
  return Object.assign({}, ...nodes.map((node) => node['properties']).filter(isNode)) as Record<string, ParamSchema>;
}
