import * as z from 'zod';
import { JobListQuery } from './job-list.ts';
import { bulkCommandNames } from '../commands/command-names.ts';

/** Maximum number of jobs in one bulk request. */
export const MAX_BULK_JOBS = 10_000;

export const BulkCommand = z.enum(bulkCommandNames);
export type BulkCommand = z.infer<typeof BulkCommand>;

/** Filter of `GET /jobs`, without order and pages. */
export const BulkFilter = JobListQuery.pick({
  status: true,
  cause: true,
  pipeline: true,
  created_by: true,
  qc: true,
  correlation_id: true,
  q: true,
});
export type BulkFilter = z.infer<typeof BulkFilter>;

/** `GET /api/jobs/ids`: jobs that match a filter now, oldest first. */
export const JobIds = z.object({
  job_ids: z.array(z.uuid()),
  /** Number of jobs that allow a command now, by command; commands that none allows are omitted. */
  allowing: z.partialRecord(BulkCommand, z.int()),
});
export type JobIds = z.infer<typeof JobIds>;

/** Body of `POST /api/jobs/bulk`: one command for many jobs. */
export const BulkBody = z.strictObject({
  command: BulkCommand,
  /** The confirmed jobs, without duplicates. */
  job_ids: z.array(z.uuid().toLowerCase()).min(1).max(MAX_BULK_JOBS),
  /** Filter that selected them: a job that no longer matches is refused. */
  filter: BulkFilter.optional(),
  /** Body of the command, equal for all jobs: its reason and options. */
  body: z.record(z.string(), z.unknown()).default({}),
});
export type BulkBody = z.infer<typeof BulkBody>;

/**
 * Outcome for one job. `waiting`: awaits approval. `refused`: the job does not allow it. `failed`: undecided, may be
 * sent again.
 */
export const BulkOutcome = z.enum(['accepted', 'waiting', 'refused', 'failed']);
export type BulkOutcome = z.infer<typeof BulkOutcome>;

/** Progress of a bulk command: `GET /api/jobs/bulk/{id}`. */
export const BulkView = z.object({
  bulk_id: z.uuid(),
  command: BulkCommand,
  reason: z.string().nullable(),
  actor: z.string(),
  /** Correlation id of all its events. */
  correlation_id: z.string(),
  started_at: z.iso.datetime(),
  /** Null while in progress. */
  finished_at: z.iso.datetime().nullable(),
  /** Number of jobs, in total and by outcome so far. */
  total: z.int(),
  accepted: z.int(),
  waiting: z.int(),
  refused: z.int(),
  failed: z.int(),
});
export type BulkView = z.infer<typeof BulkView>;

export const BulkResult = z.object({
  job_id: z.uuid(),
  /** Null if the job could not be read. */
  sample_name: z.string().nullable(),
  outcome: BulkOutcome,
  /** HTTP status and message, as in the response to the same command for this job alone. */
  status: z.int(),
  detail: z.string(),
  /** Sequence of the first event of the command, or of the request to approve it. */
  seq: z.int().nullable(),
});
export type BulkResult = z.infer<typeof BulkResult>;
