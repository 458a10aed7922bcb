import * as z from 'zod';

/** Error response. Source: RFC 9457; `errors` names each field of a 422. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Message for people. */
  detail: z.string(),
  instance: z.string(),
  correlation_id: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
