import * as z from 'zod';
import { Moment, Sequence, several, text, WholeNumber } from '../inputs.ts';
import { LabelFilter } from '../fields/labels.ts';
import { membershipFilter } from '../fields/membership.ts';
import { QcVerdict } from '../fields/qc.ts';
import { FailureView } from './job.ts';
import { JobStatus } from '../fields/job-status.ts';
import { QueueName } from '../fields/queue-name.ts';
import { RunnerId } from '../writers.ts';

export const JOB_SORTS = ['created_at', 'sample_name', 'status', 'completed_at'] as const;

export const JobListQuery = z.strictObject({
  limit: WholeNumber.min(1).max(1000).default(50),
  cursor: z.string().optional(),
  status: several(JobStatus).optional(),
  cause: several(FailureView.shape.cause).optional(),
  pipeline: text(100).optional(),
  queue: QueueName.optional(),
  /** Runner of the current attempt. */
  runner_id: RunnerId.optional(),
  /** Verdict on the quality of the results. */
  qc: several(QcVerdict).optional(),
  created_by: text(200).optional(),
  /** Labels that a job must all have: `run=2026-48`. */
  label: several(LabelFilter).optional(),
  ...membershipFilter,
  /** Id shared by the submissions of one samplesheet. */
  correlation_id: text(200).optional(),
  /** Range of `created_at`, inclusive. */
  from: Moment.optional(),
  to: Moment.optional(),
  /** Range of the time that the current attempt has run, without pauses, inclusive. Jobs that have not started have none. */
  min_duration_ms: WholeNumber.min(0).optional(),
  max_duration_ms: WholeNumber.min(0).optional(),
  /** Free text: sample, job id, user, error message, the name of a group, or a whole label. */
  q: text(200).optional(),
  sort: z.enum(JOB_SORTS).default('created_at'),
  order: z.enum(['asc', 'desc']).default('desc'),
  min_seq: Sequence.optional(),
});
export type JobListQuery = z.infer<typeof JobListQuery>;

type Ranges = Pick<JobListQuery, 'from' | 'to' | 'min_duration_ms' | 'max_duration_ms'>;

/** Rejects ranges that end before they begin. */
export const withOrderedRanges = <T extends z.ZodObject>(query: T): T =>
  query.check(({ value, issues }) => {
    const { from, to, min_duration_ms: min, max_duration_ms: max } = value as Ranges;
    if (from !== undefined && to !== undefined && from > to)
      issues.push({ code: 'custom', input: to, path: ['to'], message: 'must not be before `from`' });
    if (min !== undefined && max !== undefined && min > max)
      issues.push({
        code: 'custom',
        input: max,
        path: ['max_duration_ms'],
        message: 'must not be less than `min_duration_ms`',
      });
  });
