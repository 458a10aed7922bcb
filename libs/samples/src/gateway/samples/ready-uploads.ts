import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import type { UploadRecord } from '../files/upload-records.ts';
import type { UploadsFolder } from '../files/uploads-folder.ts';
import type { SourceFile } from './make-sample.ts';

/** An upload whose content passed the check. */
export interface ReadyUpload extends SourceFile, Pick<UploadRecord, 'upload_id' | 'name' | 'size'> {
  readonly reads: number;
}

/**
 * Returns uploads that can become a sample.
 * @throws ProblemException 409 if one is part of another sample; 422 if one is not ready
 */
export async function readyUploads(ids: readonly string[], folder: UploadsFolder): Promise<ReadyUpload[]> {
  const samples = await folder.samples.all();
  const uploads: ReadyUpload[] = [];
  for (const [index, id] of ids.entries()) {
    const field = `upload_ids.${String(index)}`;
    const record = await folder.findUpload(id);
    if (!record || ids.indexOf(id) !== index)
      throw wrongFields([{ field, message: record ? 'is named twice' : 'is not an upload; it may have been deleted' }]);
    const { upload_id, name, size, check, unsent } = record;
    if (!check) throw wrongFields([{ field, message: `${name} is not checked yet: wait until it is ready` }]);
    if (!check.ok) throw wrongFields([{ field, message: `${name} was rejected. ${check.reason}` }]);
    // Deleting the sample could remove its record together with its event.
    if (unsent) throw wrongFields([{ field, message: `${name} is not recorded yet: try again in a few seconds` }]);
    const sample = samples.find(({ upload_ids }) => upload_ids.includes(upload_id));
    if (sample) throw new ProblemException(409, `${name} is already a part of the sample ${sample.name}.`);
    uploads.push({ upload_id, name, size, reads: check.reads, path: folder.fileOf(upload_id) });
  }
  return uploads;
}
