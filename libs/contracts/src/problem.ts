import * as z from 'zod';

/** An error as the API answers it. Source: RFC 9457; `errors` names each field of a 422. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** The sentence a person reads. */
  detail: z.string(),
  instance: z.string(),
  correlation_id: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
