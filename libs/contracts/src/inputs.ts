import { z } from 'zod';

/** What queries and bodies are made of, checked so far that every store takes it. */

/** Postgres takes neither NUL nor half a surrogate pair. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value), 'must hold only characters that can be stored');

/** A moment with an offset, as UTC. */
export const Moment = z.iso
  .datetime({ offset: true })
  .transform((time) => new Date(time).toISOString())
  .refine((time) => /^(19[7-9]|[2-9])/.test(time), 'must be in 1970 or later');
