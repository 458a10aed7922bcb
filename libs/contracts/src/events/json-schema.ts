import { z } from 'zod';
import { eventSchemas, type EventType } from './catalog.ts';

/** The JSON Schema (2020-12) of a type's data, for readers in any language: fields that they do not know are allowed. */
export const dataSchemaOf = (type: EventType): object =>
  z.toJSONSchema(eventSchemas[type], {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
