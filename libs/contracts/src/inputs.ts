import * as z from 'zod';

/** Building blocks of queries and bodies, validated so that every store accepts them. */

/** Postgres takes neither NUL nor half a surrogate pair. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value), 'must hold only characters that can be stored');

/** Sequence in a URL: decimal digits only, not `1e9` or an empty string. */
export const Sequence = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a sequence, in digits')
  .transform(Number);

/** Time with an offset, converted to UTC. */
export const Moment = z.iso
  .datetime({ offset: true })
  .transform((time) => new Date(time).toISOString())
  .refine((time) => /^(19[7-9]|[2-9])/.test(time), 'must be in 1970 or later');
