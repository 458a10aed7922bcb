import * as z from 'zod';
import { Params } from './events/lifecycle.ts';
import { Sequence, text } from './inputs.ts';
import { JobStatus } from './views/job.ts';

/** Bodies and answers of the commands, and the query of the job list. */

const Reason = z.string().trim().max(500).optional();

export const SubmitBody = z.strictObject({
  pipeline: z.string().min(1),
  sample_name: z
    .string()
    .trim()
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._+-]{0,99}$/u,
      'must start with a letter or digit and hold only letters, digits, space and . _ + -',
    ),
  params: Params.default({}),
  reason: Reason,
});
export type SubmitBody = z.infer<typeof SubmitBody>;

/** Express gives `undefined` where a request had no body. */
export const CommandBody = z.preprocess((body) => body ?? {}, z.strictObject({ reason: Reason }));
export const RerunBody = z.preprocess(
  (body) => body ?? {},
  z.strictObject({ reason: Reason, params: Params.optional(), keep_work_dir: z.boolean().default(false) }),
);
export type CommandBody = z.infer<typeof CommandBody>;
export type RerunBody = z.infer<typeof RerunBody>;

export const CommandAccepted = z.object({
  message: z.string(),
  job_id: z.uuid(),
  /** Sequence of the command's first event: `GET ...?min_seq=` reads what it did. */
  seq: z.int(),
  command_id: z.uuid(),
});
export type CommandAccepted = z.infer<typeof CommandAccepted>;

export const JOB_SORTS = ['created_at', 'sample_name', 'status', 'completed_at'] as const;

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(item));

export const JobListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().optional(),
  status: oneOrMore(JobStatus).optional(),
  cause: oneOrMore(z.enum(['cancelled', 'error', 'killed', 'runner_lost', 'start_failed'])).optional(),
  pipeline: text(100).optional(),
  created_by: text(200).optional(),
  /** Free text: sample, job id, person, error message. */
  q: text(200).optional(),
  sort: z.enum(JOB_SORTS).default('created_at'),
  order: z.enum(['asc', 'desc']).default('desc'),
  min_seq: Sequence.optional(),
});
export type JobListQuery = z.infer<typeof JobListQuery>;
