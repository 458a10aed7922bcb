import { allRoutes, partSchemas } from '@reprise/contracts/routes';
import { z } from 'zod';

/** Returns a reference to a named schema. */
export const referenceTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/**
 * Returns the named schemas as JSON Schema, as used by OpenAPI 3.1. Body schemas describe what may be sent, without
 * defaults.
 */
export function componentSchemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(namedSchemas())) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, id: ___, ...schema }]) => [name, schema]),
  );
}

/** Schemas of bodies and responses, and the nested ones that have their own name. */
function namedSchemas(): Readonly<Record<string, z.ZodType>> {
  const schemas: Record<string, z.ZodType> = { ...partSchemas };
  for (const { body, answer } of allRoutes)
    for (const part of [body, answer]) if (part && 'schema' in part) schemas[part.name] = part.schema;
  return schemas;
}
