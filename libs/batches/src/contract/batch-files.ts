import * as z from 'zod';

/** Result of a job of a batch. */
export const BatchFile = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  attempt: z.int().positive(),
  /** Folder of the job in the ZIP and in a download: its sample, with the job's id if another job has the same. */
  folder: z.string(),
  /** Path in the output dir. */
  path: z.string(),
  kind: z.string().nullable(),
  bytes: z.number().nonnegative(),
  /** Recorded checksum; null if none was recorded. */
  sha256: z.string().nullable(),
  /** Title of the report that the file is; null for other files. */
  report: z.string().nullable(),
  /** Address of the file on this server, without the host. */
  url: z.string(),
});
export type BatchFile = z.infer<typeof BatchFile>;

/** `GET /api/batches/{id}/files`: results of the completed jobs of a batch. */
export const BatchFiles = z.object({
  items: z.array(BatchFile),
  /** Jobs whose results are missing or incomplete in `items`, and why. Jobs that have not completed are among them. */
  missing: z.array(
    z.object({ job_id: z.uuid(), sample_name: z.string(), has_completed: z.boolean(), detail: z.string() }),
  ),
});
export type BatchFiles = z.infer<typeof BatchFiles>;
