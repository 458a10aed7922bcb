/** Property of a `nextflow_schema.json`. */
export interface PipelineParam {
  readonly type?: string | readonly string[];
  /** Schema of the values in a list. */
  readonly items?: Pick<PipelineParam, 'type' | 'items'>;
  readonly default?: unknown;
  /** Default that Nextflow computes, as written in the script. */
  readonly default_expression?: string;
  readonly description?: string;
  readonly hidden?: boolean;
  readonly isRequired: boolean;
}

interface Group {
  readonly properties?: Readonly<Record<string, Omit<PipelineParam, 'isRequired'>>>;
  readonly required?: readonly string[];
}

/** Returns the parameters in a `nextflow_schema.json` by name. In the file, they are in groups. */
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

/** Returns the type as text: `array of integer`, `string or null`. */
export function typeText({ type, items }: Pick<PipelineParam, 'type' | 'items'>): string {
  const words = [type ?? ''].flat().join(' or ');
  return items?.type === undefined ? words : `${words} of ${typeText(items)}`;
}

/** Returns the default as text; empty if there is none. @param own value in the manifest, which takes precedence */
export function defaultText(param: Partial<PipelineParam>, own?: unknown): string {
  const value = own ?? param.default ?? null;
  if (value !== null) return typeof value === 'string' ? value : JSON.stringify(value);
  return param.default_expression === undefined ? '' : `${param.default_expression} (worked out by Nextflow)`;
}
