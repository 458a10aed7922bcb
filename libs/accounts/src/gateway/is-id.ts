import { z } from 'zod';

const Id = z.uuid();

/** Whether a string is an id. For other strings, Postgres reports an error instead of returning no row. */
export const isId = (text: string): boolean => Id.safeParse(text).success;
