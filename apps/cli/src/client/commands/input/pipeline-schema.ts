/** Property of a `nextflow_schema.json`. */
export interface PipelineParam {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly hidden?: boolean;
  readonly isRequired: boolean;
}

interface Group {
  readonly properties?: Readonly<Record<string, Omit<PipelineParam, 'isRequired'>>>;
  readonly required?: readonly string[];
}

/** Returns the parameters of a `nextflow_schema.json`, whose properties are in groups, by name. */
export function paramsIn(schema: unknown): Map<string, PipelineParam> {
  if (typeof schema !== 'object' || schema === null) return new Map();
  const { properties = {}, required = [] } = schema as Group;
  const own = Object.entries(properties).map(
    ([name, property]) => [name, { ...property, isRequired: required.includes(name) }] as const,
  );
  const groups = ['$defs', 'defs', 'definitions'].flatMap((key): unknown[] =>
    Object.values((schema as Record<string, object | undefined>)[key] ?? {}),
  );
  return new Map([...own, ...groups.flatMap((group) => [...paramsIn(group)])]);
}
