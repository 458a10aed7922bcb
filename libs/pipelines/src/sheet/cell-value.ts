import type { ParamSchema } from '../schema/param-schema.ts';

/**
 * Converts the text of a cell to the type of its schema. Invalid text is unchanged, so that the schema rejects it.
 * Without a type, a value of the same parameter determines it.
 * @param like value of the same parameter, such as its default
 */
export function cellValue(text: string, schema: ParamSchema | undefined, like?: unknown): unknown {
  const types = typesOf(schema, like);
  if (types.includes('string')) return text;
  if ((types.includes('integer') || types.includes('number')) && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text))
    return Number(text);
  if (types.includes('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (types.includes('object') || types.includes('array')) return fromJson(text);
  return text;
}

function typesOf(schema: ParamSchema | undefined, like: unknown): readonly string[] {
  if (schema?.type !== undefined) return [schema.type].flat();
  const example = schema?.enum ? schema.enum[0] : like;
  if (Array.isArray(example)) return ['array'];
  return example === undefined || example === null ? [] : [typeof example];
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
