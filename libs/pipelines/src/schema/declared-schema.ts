import { isNode, type ParamSchema, propertiesOf } from './param-schema.ts';
import type { DeclaredParam } from './params-block.ts';

type Document = Readonly<Record<string, unknown>>;

/**
 * Returns a schema with what the params block of the script declares and it does not say: parameters with types,
 * defaults, and which are required. What the schema says counts.
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

function schemaOf(param: DeclaredParam): ParamSchema {
  const value = defaultOf(param);
  return {
    ...typeOf(param.type),
    ...(param.description !== null && { description: param.description }),
    ...(value !== undefined && { default: value }),
  };
}

/** A Boolean without a default is false. */
const defaultOf = ({ type, isOptional, default: value }: DeclaredParam): unknown =>
  type === 'Boolean' && !isOptional ? false : value;

/**
 * Returns the schema of a type. Collections can be given as a file too, which Nextflow 26.04 and later read. A record type of
 * the script's own, and any other that is not known, takes every value.
 * Source: https://docs.seqera.io/nextflow/reference/stdlib-types
 */
function typeOf(type: string | null): ParamSchema {
  switch (type?.replace(/<.*/, '')) {
    case 'Boolean':
      return { type: 'boolean' };
    case 'Integer':
      return { type: 'integer' };
    case 'Float':
      return { type: 'number' };
    case 'String':
    case 'Duration':
    case 'MemoryUnit':
      return { type: 'string' };
    case 'Path':
      return { type: 'string', format: 'path' };
    case 'Bag':
    case 'Channel':
    case 'Iterable':
    case 'List':
    case 'Set':
      return { type: ['array', 'string'], format: 'file-path' };
    case 'Map':
    case 'Record':
      return { type: ['object', 'string'], format: 'file-path' };
    default:
      return {};
  }
}

const GROUPS = ['definitions', '$defs', 'defs'];

/** Adds defaults to the parameters of a schema, in all its groups. */
function withDefaults(schema: Document, defaults: ReadonlyMap<string, unknown>): Document {
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

function propertiesWithDefaults(group: Document, defaults: ReadonlyMap<string, unknown>): Document {
  if (!isNode(group['properties'])) return group;
  const properties = Object.entries(group['properties']).map(([name, property]): [string, unknown] => {
    const value = defaults.get(name);
    const lacks = isNode(property) && property['default'] === undefined && value !== undefined;
    return [name, lacks ? { ...property, default: value } : property];
  });
  return { ...group, properties: Object.fromEntries(properties) };
}

const propertiesAt = (schema: Document): Document => (isNode(schema['properties']) ? schema['properties'] : {});
const requiredAt = (schema: Document): unknown[] => (Array.isArray(schema['required']) ? schema['required'] : []);
