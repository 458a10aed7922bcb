import { BulkCommand, BulkFilter, MAX_BULK_JOBS } from '@reprise/contracts/for-wings';
import * as z from 'zod';

/** Body of `POST /api/jobs/bulk`: one command for many jobs. */
export const BulkBody = z.strictObject({
  command: BulkCommand,
  /** The jobs that the user confirmed, without duplicates. */
  job_ids: z.array(z.uuid().toLowerCase()).min(1).max(MAX_BULK_JOBS),
  /** Filter that selected them. A job that no longer matches is refused. */
  filter: BulkFilter.optional(),
  /** Body of the command, which is equal for all jobs: its reason and options. */
  body: z.record(z.string(), z.unknown()).default({}),
});
export type BulkBody = z.infer<typeof BulkBody>;

/**
 * Outcome for one job. `waiting`: awaits approval. `refused`: the job does not allow it. `failed`: not decided, so it
 * can be sent again.
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
