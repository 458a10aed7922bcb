import * as z from 'zod';

/** Building blocks of queries and bodies, with limits that every store accepts. */

/** Postgres accepts neither NUL nor unpaired surrogates. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value), 'must hold only characters that can be stored');

/** Whole number in a URL. */
export const WholeNumber = z.coerce.number<number | string>().int();

/** List in a URL: a repeated parameter, or a parameter with commas. */
export const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value: string | readonly z.input<T>[]) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
    z.array(item),
  );

/** Sequence in a URL: only decimal digits, neither `1e9` nor empty. */
export const Sequence = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a sequence, in digits')
  .transform(Number);

/** Time with an offset, converted to UTC. */
export const Moment = z.iso
  .datetime({ offset: true })
  .transform((time) => new Date(time).toISOString())
  .refine((time) => /^(19[7-9]|[2-9])/.test(time), 'must be in 1970 or later');

/** Job id in a path. It is converted to lower case, because ids are in lower case everywhere else. */
export const JobId = z.uuid().toLowerCase();

/** Optional body. Express passes `undefined` if the request has none. */
export const optionalBody = <T extends z.ZodObject>(schema: T) =>
  z.preprocess((body: z.input<T> | undefined) => body ?? {}, schema);
