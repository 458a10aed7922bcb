import * as z from 'zod';
import { CleanTarget } from '../events/fields.ts';
import { FailureView } from './job.ts';
import { JobStatus } from '../fields/job-status.ts';
import { page } from './details.ts';

const Bytes = z.int().nonnegative();
const Amount = z.object({ jobs: z.int(), results_bytes: Bytes, work_dir_bytes: Bytes });

/** `GET /api/storage`: bytes of the jobs' files, and the disks with them. */
export const StorageView = z.object({
  total: Amount,
  by_pipeline: z.array(Amount.extend({ pipeline: z.string() })),
  by_person: z.array(Amount.extend({ actor: z.string() })),
  /** Age since the job ended; jobs that have not are `in_use`. */
  by_age: z.array(Amount.extend({ age: z.enum(['in_use', 'week', 'month', 'quarter', 'older']) })),
  /** Disks by runner. A runner that is offline has no measurement of its disk. */
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
  /** Jobs whose files were not measured yet, or whose runner does not answer. */
  not_measured: z.int(),
  /** Retention rules; null: there is none. Ages in milliseconds. */
  rules: z.object({
    work_dir_ms: z.int().nullable(),
    results_ms: z.int().nullable(),
    min_free_bytes: Bytes.nullable(),
  }),
});
export type StorageView = z.infer<typeof StorageView>;

/** Files of a job on a storage. A job has files on several where reruns left some. */
export const StoredJob = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  pipeline: z.string(),
  created_by: z.string(),
  status: JobStatus,
  /** Why it failed; null unless it did. */
  cause: FailureView.shape.cause.nullable(),
  completed_at: z.iso.datetime().nullable(),
  storage_id: z.string(),
  /**
   * Files of earlier attempts, on another storage than that of the latest run: a rerun that was asked to delete them, or to
   * keep them, started elsewhere. Null: files of the latest run.
   */
  left: z.enum(['to_delete', 'to_keep']).nullable(),
  /** Null until they are measured. */
  results_bytes: Bytes.nullable(),
  work_dir_bytes: Bytes.nullable(),
  /** Part of `work_dir_bytes` on another disk than that of the storage. */
  other_disk_bytes: Bytes.nullable(),
  measured_at: z.iso.datetime().nullable(),
  pinned: z.boolean(),
  /** Whether it was abandoned and its end is not proven: nothing of it is deleted. */
  abandoned: z.boolean(),
  /** Whether files of the job are being deleted. */
  cleaning: z.boolean(),
  /** Whether nothing of it is left. */
  work_dir_cleaned: z.boolean(),
  results_cleaned: z.boolean(),
  /** When the latest clean failed, leaving files; null where none did. */
  clean_failed_at: z.iso.datetime().nullable(),
});
export type StoredJob = z.infer<typeof StoredJob>;
/** `GET /api/storage/jobs`: those with most bytes first. */
export const StoredJobPage = page(StoredJob);

/** Files that a retention rule deletes when it runs next. */
export const RetentionStep = z.object({
  job: StoredJob,
  what: CleanTarget,
  /** The rule, as people read it. */
  rule: z.string(),
  /** Null where they were not measured. */
  bytes: Bytes.nullable(),
});
export type RetentionStep = z.infer<typeof RetentionStep>;
/** `GET /api/storage/retention/preview`: in the order of deletion. */
export const RetentionPage = page(RetentionStep);
