import * as z from 'zod';
import { CleanTarget } from '../events/fields.ts';
import { FailureView } from './job.ts';
import { JobStatus } from '../fields/job-status.ts';
import { page } from './details.ts';

const Bytes = z.int().nonnegative();
const Amount = z.object({ jobs: z.int(), results_bytes: Bytes, work_dir_bytes: Bytes });

/** `GET /api/storage`: sizes of the jobs' files in bytes, and the disks. */
export const StorageView = z.object({
  total: Amount,
  by_pipeline: z.array(Amount.extend({ pipeline: z.string() })),
  by_person: z.array(Amount.extend({ actor: z.string() })),
  /** Age since the job ended. Jobs that have not ended count as `in_use`. */
  by_age: z.array(Amount.extend({ age: z.enum(['in_use', 'week', 'month', 'quarter', 'older']) })),
  /** Disks by runner. The disk of an offline runner is not measured. */
  disks: z.array(
    z.object({
      runner_id: z.string(),
      storage_id: z.string(),
      alive: z.boolean(),
      bytes: Bytes.nullable(),
      free_bytes: Bytes.nullable(),
      ...Amount.shape,
    }),
  ),
  /** Number of jobs that are not measured yet or whose runner does not answer. */
  not_measured: z.int(),
  /** Retention rules; null disables a rule. Ages are in milliseconds. */
  rules: z.object({
    work_dir_ms: z.int().nullable(),
    results_ms: z.int().nullable(),
    min_free_bytes: Bytes.nullable(),
  }),
});
export type StorageView = z.infer<typeof StorageView>;

/** Files of a job on one storage. After reruns, a job may have files on several. */
export const StoredJob = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  pipeline: z.string(),
  created_by: z.string(),
  status: JobStatus,
  /** Why the job failed; null unless it did. */
  cause: FailureView.shape.cause.nullable(),
  completed_at: z.iso.datetime().nullable(),
  storage_id: z.string(),
  /**
   * Whether these are files of earlier attempts on storage other than that of the latest run, because a rerun that
   * should have deleted or kept them started elsewhere. Null for files of the latest run.
   */
  left: z.enum(['to_delete', 'to_keep']).nullable(),
  /** Null until measured. */
  results_bytes: Bytes.nullable(),
  work_dir_bytes: Bytes.nullable(),
  /** Part of `work_dir_bytes` that is not on the storage's own disk. */
  other_disk_bytes: Bytes.nullable(),
  measured_at: z.iso.datetime().nullable(),
  pinned: z.boolean(),
  /** Whether the job was abandoned and its end is not proven. None of its files are deleted in that case. */
  abandoned: z.boolean(),
  /** Whether files of the job are being deleted. */
  cleaning: z.boolean(),
  /** Whether no files are left. */
  work_dir_cleaned: z.boolean(),
  results_cleaned: z.boolean(),
  /** Time of the latest clean if it failed and left files; null otherwise. */
  clean_failed_at: z.iso.datetime().nullable(),
});
export type StoredJob = z.infer<typeof StoredJob>;
/** `GET /api/storage/jobs`: the largest jobs first. */
export const StoredJobPage = page(StoredJob);

/** Files that a retention rule deletes on its next run. */
export const RetentionStep = z.object({
  job: StoredJob,
  what: CleanTarget,
  /** Text of the rule. */
  rule: z.string(),
  /** Null if not measured. */
  bytes: Bytes.nullable(),
});
export type RetentionStep = z.infer<typeof RetentionStep>;
/** `GET /api/storage/retention/preview`: the files in the order of deletion. */
export const RetentionPage = page(RetentionStep);
