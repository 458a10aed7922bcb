import * as z from 'zod';
import { page, Reason, text } from '@reprise/contracts/for-wings';

/**
 * `uploading`: bytes are missing. `checking`: its content is read. `ready`: it can become a part of a sample. `rejected`:
 * it cannot, for its `reason`.
 */
const UploadStatus = z.enum(['uploading', 'checking', 'ready', 'rejected']);

/** A file that is or was sent. */
export const UploadView = z.object({
  upload_id: z.uuid(),
  /** As the sender named it. On disk it has another name. */
  name: z.string(),
  /** Bytes that it will have. */
  size: z.int(),
  /** Bytes that are here. */
  offset: z.int(),
  status: UploadStatus,
  /** Reason why it was rejected, as sentences. */
  reason: z.string().nullable(),
  reads: z.int().nullable(),
  /** Digest of the bytes as they were sent, in hex. */
  sha256: z.string().nullable(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  /** Time of the last byte. */
  received_at: z.iso.datetime().nullable(),
  /** Time at which it is removed unless more bytes come; `null` once it is whole. */
  expires_at: z.iso.datetime().nullable(),
  /** Sample that it became a part of. */
  sample_id: z.uuid().nullable(),
});
export type UploadView = z.infer<typeof UploadView>;

/** Space for uploads. */
export const UploadSpace = z.object({
  /** Bytes that uploads take or will take, with the copies in samples of several lanes. */
  used_bytes: z.int(),
  /** Most bytes that they may take; `null`: as many as the disk holds. */
  quota_bytes: z.int().nullable(),
  /** Bytes that further uploads may take now. */
  free_bytes: z.int(),
});
export type UploadSpace = z.infer<typeof UploadSpace>;

/** `GET /api/uploads`, newest first. */
export const UploadPage = page(UploadView).extend({ space: UploadSpace });
export type UploadPage = z.infer<typeof UploadPage>;

/** A folder of uploaded files, as pipelines expect them. */
export const UploadedSample = z.object({
  sample_id: z.uuid(),
  name: z.string(),
  /** Folder to give to a job, as its input. */
  input_dir: z.string(),
  /** Names in the folder. */
  files: z.array(z.object({ name: z.string(), bytes: z.int() })),
  upload_ids: z.array(z.uuid()),
  /** Reads, or pairs of reads. */
  reads: z.int(),
  is_paired: z.boolean(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  /** Jobs that are not over and use it: it cannot be deleted. */
  used_by: z.array(z.object({ job_id: z.uuid(), sample_name: z.string() })),
});
export type UploadedSample = z.infer<typeof UploadedSample>;

/** `GET /api/uploads/samples`, newest first. */
export const UploadedSamplePage = page(UploadedSample);
export type UploadedSamplePage = z.infer<typeof UploadedSamplePage>;

/** `POST /api/uploads/samples`. */
export const UploadedSampleBody = z.strictObject({
  /** Begins the names of the files. */
  name: text(63)
    .trim()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
      'must be letters, digits, dot, dash and underscore, and begin with a letter or digit',
    ),
  /** Uploads that are ready. Their names say which is read 1 and which read 2, and of which lane. */
  upload_ids: z.array(z.uuid().toLowerCase()).min(1, 'choose at least one').max(64),
  reason: Reason,
});
export type UploadedSampleBody = z.infer<typeof UploadedSampleBody>;
