import { z } from 'zod';

const Id = z.uuid();

/** Whether a text is an id. For other texts, Postgres reports an error instead of returning no row. */
export const isId = (text: string): boolean => Id.safeParse(text).success;
