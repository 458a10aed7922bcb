import * as z from 'zod';

/** What queries and bodies are made of, checked so far that every store takes it. */

/** Postgres takes neither NUL nor half a surrogate pair. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value), 'must hold only characters that can be stored');

/** A sequence as it is written in an address, and nothing else that counts as a number: not `1e9`, not an empty one. */
export const Sequence = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a sequence, in digits')
  .transform(Number);

/** A moment with an offset, as UTC. */
export const Moment = z.iso
  .datetime({ offset: true })
  .transform((time) => new Date(time).toISOString())
  .refine((time) => /^(19[7-9]|[2-9])/.test(time), 'must be in 1970 or later');
