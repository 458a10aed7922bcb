import * as z from 'zod';
import { bulkCommandNames } from '../commands/command-names.ts';
import { membershipNames } from '../fields/membership.ts';
import { JobListQuery } from './job-list.ts';

/** Maximum number of jobs in one bulk request. */
export const MAX_BULK_JOBS = 10_000;

export const BulkCommand = z.enum(bulkCommandNames);
export type BulkCommand = z.infer<typeof BulkCommand>;

/** Filter of `GET /jobs`, without order and pages. */
export const BulkFilter = JobListQuery.pick({
  status: true,
  cause: true,
  pipeline: true,
  queue: true,
  runner_id: true,
  created_by: true,
  qc: true,
  label: true,
  ...membershipNames,
  correlation_id: true,
  from: true,
  to: true,
  min_duration_ms: true,
  max_duration_ms: true,
  q: true,
});
export type BulkFilter = z.infer<typeof BulkFilter>;

/** `GET /api/jobs/ids`: jobs that match a filter now, oldest first. */
export const JobIds = z.object({
  job_ids: z.array(z.uuid()),
  /** Number of jobs that allow a command now, by command. Commands that no job allows are omitted. */
  allowing: z.partialRecord(BulkCommand, z.int()),
});
export type JobIds = z.infer<typeof JobIds>;
