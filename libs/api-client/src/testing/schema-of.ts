import { join } from 'node:path';
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { format } from 'oxfmt';

/** The generated file. */
export const schemaFile = join(import.meta.dirname, '..', 'schema.ts');

const HEADER =
  '/** Paths and types of the HTTP API. Generated from its OpenAPI document by `npm run api-client`: do not edit. */\n';

/** Returns the text of `schema.ts` for an OpenAPI document. Examples, descriptions and problems are left to the document. */
export async function schemaOf(document: object): Promise<string> {
  const types = astToString(await openapiTypes(essentials(document) as OpenAPI3, { defaultNonNullable: false }));
  const { code } = await format(schemaFile, HEADER + types, { singleQuote: true, printWidth: 120 });
  return code;
}

/** Drops what types would only repeat as comments, and the problems, which are alike on every route. */
function essentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essentials);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !isProse(key, item) && !isProblemStatus(key))
      .map(([key, item]) => [key, essentials(item)]),
  );
}

const isProse = (key: string, item: unknown): boolean =>
  key === 'example' ||
  (key === 'examples' && typeof item === 'object') ||
  (key === 'description' && typeof item === 'string');

const isProblemStatus = (key: string): boolean => /^[45]\d\d$/.test(key);
