import * as z from 'zod';
import { page, Reason, text } from '@reprise/contracts/for-wings';

/**
 * `uploading`: bytes are missing. `checking`: its content is being read. `ready`: it can become part of a sample.
 * `rejected`: it cannot, and `reason` says why.
 */
const UploadStatus = z.enum(['uploading', 'checking', 'ready', 'rejected']);

/** An uploaded file, complete or not. */
export const UploadView = z.object({
  upload_id: z.uuid(),
  /** Name given by the sender. On disk, it has a different name. */
  name: z.string(),
  /** Final size in bytes. */
  size: z.int(),
  /** Bytes received. */
  offset: z.int(),
  status: UploadStatus,
  /** Reason why it was rejected, as sentences. */
  reason: z.string().nullable(),
  reads: z.int().nullable(),
  /** Digest of the received bytes, in hex. */
  sha256: z.string().nullable(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  /** Time at which the last byte was received. */
  received_at: z.iso.datetime().nullable(),
  /** Time at which it is removed unless more bytes arrive; `null` once it is complete. */
  expires_at: z.iso.datetime().nullable(),
  /** Sample that contains it. */
  sample_id: z.uuid().nullable(),
});
export type UploadView = z.infer<typeof UploadView>;

/** Space for uploads. */
export const UploadSpace = z.object({
  /** Bytes that uploads use or will use, including copies in samples with several lanes. */
  used_bytes: z.int(),
  /** Maximum number of bytes for uploads; `null` if only the disk limits them. */
  quota_bytes: z.int().nullable(),
  /** Bytes available for further uploads. */
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
  /** Input folder for a job. */
  input_dir: z.string(),
  /** Names in the folder. */
  files: z.array(z.object({ name: z.string(), bytes: z.int() })),
  upload_ids: z.array(z.uuid()),
  /** Number of reads, or of pairs of reads. */
  reads: z.int(),
  is_paired: z.boolean(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  /** Jobs in progress that use it and prevent its deletion. */
  used_by: z.array(z.object({ job_id: z.uuid(), sample_name: z.string() })),
});
export type UploadedSample = z.infer<typeof UploadedSample>;

/** `GET /api/uploads/samples`, newest first. */
export const UploadedSamplePage = page(UploadedSample);
export type UploadedSamplePage = z.infer<typeof UploadedSamplePage>;

/** `POST /api/uploads/samples`. */
export const UploadedSampleBody = z.strictObject({
  /** Prefix of the file names. */
  name: text(63)
    .trim()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
      'must be letters, digits, dot, dash and underscore, and begin with a letter or digit',
    ),
  /** Uploads that are ready. Their names determine read 1, read 2 and the lane. */
  upload_ids: z.array(z.uuid().toLowerCase()).min(1, 'choose at least one').max(64),
  reason: Reason,
});
export type UploadedSampleBody = z.infer<typeof UploadedSampleBody>;
