import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UploadFacts } from '../record/facts.ts';
import type { SentUpload } from '../record/uploads.ts';
import { allSamples, allUploads } from '../system/requests.ts';
import type { System } from '../system/system.ts';

/** Compares the uploads of the clients with the folder of uploads and the lists of the API. */
export async function storedUploads(
  system: Pick<System, 'urls' | 'token' | 'uploadsDir'>,
  sent: readonly SentUpload[],
): Promise<UploadFacts[]> {
  const uploads = new Map((await allUploads(system)).map((upload) => [upload.upload_id, upload]));
  const samples = new Set((await allSamples(system)).map(({ sample_id }) => sample_id));
  return sent.map(({ id, content, acknowledged, sample, unexpected }) => {
    const listed = uploads.get(id);
    return {
      id,
      size: content.length,
      acknowledged,
      sent: sha256(content.subarray(0, acknowledged)),
      stored: storedDigest(join(system.uploadsDir, id), acknowledged),
      listed: listed === undefined ? null : { offset: listed.offset, sha256: listed.sha256 },
      sample: sample === undefined ? null : { id: sample, isListed: samples.has(sample) },
      unexpected,
    };
  });
}

function storedDigest(file: string, bytes: number): string | null {
  try {
    const content = readFileSync(file);
    return content.length < bytes ? null : sha256(content.subarray(0, bytes));
  } catch {
    return null;
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
