import type { ParamSchema } from './param-schema.ts';

/**
 * Returns the schema of a params block type. Record types of the script, and unknown types, accept every value. A
 * channel is passed as a samplesheet file. Sources: https://docs.seqera.io/nextflow/typed-parameters,
 * https://docs.seqera.io/nextflow/reference/stdlib-types
 */
export function schemaOfType(type: string | null): ParamSchema {
  const [, name, inner = null] = /^([\w.]+)(?:<(.*)>)?\??$/.exec(type ?? '') ?? [];
  switch (name) {
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
    case 'Channel':
      return { type: 'string', format: 'file-path' };
    case 'Value':
      return schemaOfType(inner);
    case 'Bag':
    case 'Iterable':
    case 'List':
    case 'Set':
      return { type: 'array', ...withItems(schemaOfType(inner)) };
    case 'Map':
    case 'Record':
      return { type: 'object' };
    default:
      return {};
  }
}

const withItems = (items: ParamSchema): Pick<ParamSchema, 'items'> => (Object.keys(items).length > 0 ? { items } : {});
