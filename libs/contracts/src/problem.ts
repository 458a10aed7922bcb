import * as z from 'zod';

/** Field of a request, with an error or a warning. */
export const FieldProblem = z.object({ field: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** Error response in the format of RFC 9457. For a 422, `errors` lists the fields. */
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
