import * as z from 'zod';
import { eventSchemas, type EventType } from './catalog.ts';

/** Returns the JSON Schema of a type's data for consumers in any language. It allows unknown fields. */
export const dataSchemaOf = (type: EventType, target: 'draft-2020-12' | 'draft-07' = 'draft-2020-12'): object =>
  z.toJSONSchema(eventSchemas[type], {
    target,
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
