import * as z from 'zod';
import { Sequence, several, text, WholeNumber } from '../inputs.ts';
import { LabelFilter } from '../fields/labels.ts';
import { QcVerdict } from '../fields/qc.ts';
import { FailureView } from './job.ts';
import { JobStatus } from '../fields/job-status.ts';

export const JOB_SORTS = ['created_at', 'sample_name', 'status', 'completed_at'] as const;

export const JobListQuery = z.strictObject({
  limit: WholeNumber.min(1).max(1000).default(50),
  cursor: z.string().optional(),
  status: several(JobStatus).optional(),
  cause: several(FailureView.shape.cause).optional(),
  pipeline: text(100).optional(),
  /** Verdict on the quality of the results. */
  qc: several(QcVerdict).optional(),
  created_by: text(200).optional(),
  /** Labels that a job must all have: `run=2026-48`. */
  label: several(LabelFilter).optional(),
  /** Id of the batch. */
  batch: z.uuid().toLowerCase().optional(),
  /** Id shared by the submissions of one samplesheet. */
  correlation_id: text(200).optional(),
  /** Free text: sample, job id, user, error message, the name of its batch, or a whole label. */
  q: text(200).optional(),
  sort: z.enum(JOB_SORTS).default('created_at'),
  order: z.enum(['asc', 'desc']).default('desc'),
  min_seq: Sequence.optional(),
});
export type JobListQuery = z.infer<typeof JobListQuery>;
