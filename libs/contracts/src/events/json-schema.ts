import * as z from 'zod';
import { eventSchemas, type EventType } from './catalog.ts';

/** The JSON Schema of a type's data, for readers in any language: fields that they do not know are allowed. */
export const dataSchemaOf = (type: EventType, target: 'draft-2020-12' | 'draft-07' = 'draft-2020-12'): object =>
  z.toJSONSchema(eventSchemas[type], {
    target,
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
