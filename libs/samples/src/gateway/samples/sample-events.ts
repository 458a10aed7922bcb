import type { InputFact } from '@reprise/gateway/shared/inputs/input-trail.ts';
import type { SampleRecord, UploadRecord } from '../files/upload-records.ts';

/** Facts of a sample's events besides its record. */
interface AboutSample {
  readonly input_dir: string;
  /** Files of the sample. */
  readonly uploads: readonly UploadRecord[];
  readonly reason: string | null;
}

/** Returns the event of a new sample. */
export const sampleMade = (record: SampleRecord, about: AboutSample): InputFact => ({
  type: 'sample_made',
  subject: record.sample_id,
  data: { ...dataOf(record, about), reads: record.reads, is_paired: record.is_paired },
});

/** Returns the event of a sample that will be deleted with its uploads. */
export const sampleDeleted = (record: SampleRecord, about: AboutSample): InputFact => ({
  type: 'sample_deleted',
  subject: record.sample_id,
  data: { ...dataOf(record, about), made_by: record.created_by, made_at: record.created_at },
});

const dataOf = ({ name }: SampleRecord, { input_dir, uploads, reason }: AboutSample) => ({
  name,
  input_dir,
  reason,
  uploads: uploads.map(({ upload_id, name: file, size, check }) => ({
    upload_id,
    name: file,
    bytes: size,
    sha256: check?.ok ? check.sha256 : null,
  })),
});
