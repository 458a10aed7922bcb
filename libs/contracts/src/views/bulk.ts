import * as z from 'zod';
import { JobListQuery } from './job-list.ts';
import { bulkCommandNames } from '../commands/command-names.ts';

/** Limit of the jobs that one request sends a command to. */
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

/** `GET /api/jobs/ids`: the jobs that match a filter now, oldest first. */
export const JobIds = z.object({
  job_ids: z.array(z.uuid()),
  /** Number of those that allow a command now, by its name; a command that none allows is left out. */
  allowing: z.partialRecord(BulkCommand, z.int()),
});
export type JobIds = z.infer<typeof JobIds>;

/** Body of `POST /api/jobs/bulk`: one command to many jobs. */
export const BulkBody = z.strictObject({
  command: BulkCommand,
  /** The jobs, each once: those that were confirmed, and no others. */
  job_ids: z.array(z.uuid().toLowerCase()).min(1).max(MAX_BULK_JOBS),
  /** Filter by which they were chosen: a job that does not match any more is refused. */
  filter: BulkFilter.optional(),
  /** Body of the command, the same for each job: its reason, its options. */
  body: z.record(z.string(), z.unknown()).default({}),
});
export type BulkBody = z.infer<typeof BulkBody>;

/**
 * Outcome of one job. `waiting`: a second person has to approve the command. `refused`: the job does not allow it.
 * `failed`: it was not decided, and can be sent again.
 */
export const BulkOutcome = z.enum(['accepted', 'waiting', 'refused', 'failed']);
export type BulkOutcome = z.infer<typeof BulkOutcome>;

/** Progress of a bulk command: `GET /api/jobs/bulk/{id}`. */
export const BulkView = z.object({
  bulk_id: z.uuid(),
  command: BulkCommand,
  reason: z.string().nullable(),
  actor: z.string(),
  /** Correlation id of all events of it. */
  correlation_id: z.string(),
  started_at: z.iso.datetime(),
  /** Null while it runs. */
  finished_at: z.iso.datetime().nullable(),
  /** Number of jobs, and of those with each outcome so far. */
  total: z.int(),
  accepted: z.int(),
  waiting: z.int(),
  refused: z.int(),
  failed: z.int(),
});
export type BulkView = z.infer<typeof BulkView>;

export const BulkResult = z.object({
  job_id: z.uuid(),
  /** Null for a job that could not be read. */
  sample_name: z.string().nullable(),
  outcome: BulkOutcome,
  /** HTTP status and sentence, as the command to this job alone would have been answered. */
  status: z.int(),
  detail: z.string(),
  /** Sequence of the first event of the command, or of the request to approve it. */
  seq: z.int().nullable(),
});
export type BulkResult = z.infer<typeof BulkResult>;
