import * as z from 'zod';

/** Field of a request, and what is wrong or doubtful with it. */
export const FieldProblem = z.object({ field: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** Error response. Source: RFC 9457; `errors` names each field of a 422. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Message for people. */
  detail: z.string(),
  instance: z.string(),
  correlation_id: z.string().optional(),
  errors: z.array(FieldProblem).optional(),
});
export type Problem = z.infer<typeof Problem>;
