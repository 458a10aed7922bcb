import type * as z from 'zod';
import type { JsonAnswer, NoAnswer } from './route.ts';

interface Options {
  readonly status?: JsonAnswer<unknown>['status'];
  readonly description?: string;
}

/**
 * A JSON response. Without options, it is a response to a query.
 * @param name name of the schema in the document
 */
export const json = <S extends z.ZodType>(
  name: string,
  schema: S,
  example: NoInfer<z.input<S>>,
  { status = 200, description = 'As it reads now' }: Options = {},
): JsonAnswer<S> => ({ status, description, name, schema, example });

/** A response without a body: 204. */
export const nothing = (description: string): NoAnswer => ({ status: 204, description });
