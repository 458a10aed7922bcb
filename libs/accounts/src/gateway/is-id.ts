import { z } from 'zod';

const Id = z.uuid();

/** Whether a text is an id: Postgres reports an error for others instead of no row. */
export const isId = (text: string): boolean => Id.safeParse(text).success;
