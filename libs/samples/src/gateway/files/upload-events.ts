import { wholeDuration } from '@reprise/contracts';
import type { FastqCheck } from '../../fastq/check/index.ts';
import type { InputFact } from '@reprise/gateway/shared/inputs/input-trail.ts';
import type { UploadRecord } from './upload-records.ts';

/** Returns the event of a complete and checked upload. */
export function uploadReceived(
  { upload_id, name, size, upload_reason, received_at }: UploadRecord,
  check: FastqCheck,
): InputFact {
  const found = check.ok
    ? ({ status: 'ready', problem: null, reads: check.reads, sha256: check.sha256 } as const)
    : ({ status: 'rejected', problem: check.reason, reads: null, sha256: null } as const);
  const at = received_at ?? new Date().toISOString();
  const data = { name, bytes: size, ...found, received_at: at, reason: upload_reason ?? null };
  return { type: 'upload_received', subject: upload_id, data };
}

/** Returns the event of an upload that will be deleted. @param bytes number of bytes received */
export function uploadDeleted(record: UploadRecord, bytes: number, reason: string | null): InputFact {
  const { upload_id, name, size, check, created_by: uploaded_by, created_at: begun_at } = record;
  const sha256 = check?.ok ? check.sha256 : null;
  return {
    type: 'upload_deleted',
    subject: upload_id,
    data: { name, bytes, size, sha256, uploaded_by, begun_at, reason },
  };
}

/** Returns the reason for a deletion that occurs because no data arrived for this time. */
export const reasonOfAge = (maxAgeMs: number): string =>
  `No more of it came for ${wholeDuration(maxAgeMs)} (REPRISE_UPLOAD_MAX_AGE).`;
