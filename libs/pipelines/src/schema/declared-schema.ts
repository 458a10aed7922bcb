import { schemaOfType } from './declared-type.ts';
import { isNode, type ParamSchema, propertiesOf } from './param-schema.ts';
import type { DeclaredParam } from './params-block.ts';

type Default = Pick<ParamSchema, 'default' | 'default_expression'>;
type Document = Readonly<Record<string, unknown>>;

/**
 * Returns a schema completed with the script's params block: types, defaults, and required parameters. The schema takes
 * precedence.
 * @param schema null if the pipeline has none
 */
export function withDeclared(schema: Document | null, declared: readonly DeclaredParam[]): Document {
  const known = propertiesOf(schema ?? {});
  const own = declared.filter(({ name }) => !(name in known));
  const defaults = new Map(declared.map((param) => [param.name, defaultOf(param)]));
  const completed = schema === null ? { type: 'object' } : withDefaults(schema, defaults);
  const required = declared.filter((param) => !param.isOptional && param.type !== 'Boolean').map(({ name }) => name);
  return {
    ...completed,
    ...(own.length > 0 && {
      properties: {
        ...propertiesAt(completed),
        ...Object.fromEntries(own.map((param) => [param.name, schemaOf(param)])),
      },
    }),
    ...(required.length > 0 && { required: [...new Set([...requiredAt(completed), ...required])] }),
  };
}

const schemaOf = (param: DeclaredParam): ParamSchema => ({
  ...schemaOfType(param.type),
  ...(param.description !== null && { description: param.description }),
  ...defaultOf(param),
});

/** Omits parameters without a default, except that a Boolean without a default is false. */
function defaultOf({ type, isOptional, default: value, expression }: DeclaredParam): Default {
  if (expression !== null) return { default_expression: expression };
  if (value !== undefined) return { default: value };
  return type === 'Boolean' && !isOptional ? { default: false } : {};
}

const GROUPS = ['definitions', '$defs', 'defs'];

/** Adds defaults to the parameters of a schema, in all its groups. */
function withDefaults(schema: Document, defaults: ReadonlyMap<string, Default>): Document {
  const ofGroups = GROUPS.flatMap((key): [string, Document][] => {
    const groups = schema[key];
    if (!isNode(groups)) return [];
    const completed = Object.entries(groups).map(([name, group]): [string, unknown] => [
      name,
      isNode(group) ? propertiesWithDefaults(group, defaults) : group,
    ]);
    return [[key, Object.fromEntries(completed)]];
  });
  return { ...propertiesWithDefaults(schema, defaults), ...Object.fromEntries(ofGroups) };
}

function propertiesWithDefaults(group: Document, defaults: ReadonlyMap<string, Default>): Document {
  if (!isNode(group['properties'])) return group;
  const properties = Object.entries(group['properties']).map(([name, property]): [string, unknown] => {
    const lacks = isNode(property) && property['default'] === undefined;
    return [name, lacks ? { ...property, ...defaults.get(name) } : property];
  });
  return { ...group, properties: Object.fromEntries(properties) };
}

const propertiesAt = (schema: Document): Document => (isNode(schema['properties']) ? schema['properties'] : {});
const requiredAt = (schema: Document): unknown[] => (Array.isArray(schema['required']) ? schema['required'] : []);
