import * as z from 'zod';

/** Building blocks of queries and bodies, validated so that every store accepts them. */

/** Postgres takes neither NUL nor half a surrogate pair. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value), 'must hold only characters that can be stored');

/** Whole number in a URL. */
export const WholeNumber = z.coerce.number<number | string>().int();

/** List in a URL: the parameter several times, or once with commas between. */
export const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value: string | readonly z.input<T>[]) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
    z.array(item),
  );

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

/** A job id in a path, in lower case as it is written everywhere else. */
export const JobId = z.uuid().toLowerCase();

/** Body that may be left out: Express gives `undefined` where a request had none. */
export const optionalBody = <T extends z.ZodObject>(schema: T) =>
  z.preprocess((body: z.input<T> | undefined) => body ?? {}, schema);
