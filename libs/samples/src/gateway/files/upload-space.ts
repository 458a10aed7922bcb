import { statfs } from 'node:fs/promises';
import type { UploadSpace } from '../../contract/index.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import type { UploadsFolder } from './uploads-folder.ts';

export interface SpaceLimits {
  /** Maximum number of bytes of all uploads together; 0 if only the disk limits them. */
  readonly quotaBytes: number;
  /** Number of bytes to keep free on the disk. */
  readonly reserveBytes: number;
}

/** Returns the space that uploads use, including the missing rest of uploads that have started, and of joined lanes. */
export async function uploadSpace(folder: UploadsFolder, limits: SpaceLimits): Promise<UploadSpace> {
  const { quotaBytes, reserveBytes } = limits;
  let [used, toCome] = [0, 0];
  for (const copy of await folder.copies.all()) {
    used += copy.bytes;
    toCome += await folder.leftToCopy(copy);
  }
  for (const record of await folder.uploads.all()) {
    const { bytes } = await folder.received(record);
    used += record.size;
    toCome += Math.max(0, record.size - bytes);
  }
  for (const { copied_bytes } of await folder.samples.all()) used += copied_bytes;
  const { bavail, bsize } = await statfs(folder.root);
  const onDisk = Math.max(0, bavail * bsize - reserveBytes - toCome);
  return {
    used_bytes: used,
    quota_bytes: quotaBytes || null,
    free_bytes: quotaBytes ? Math.min(onDisk, Math.max(0, quotaBytes - used)) : onDisk,
  };
}

/** @throws ProblemException 413 above the quota, 507 if the disk lacks space */
export async function assertFits(bytes: number, folder: UploadsFolder, limits: SpaceLimits): Promise<void> {
  const space = await uploadSpace(folder, limits);
  if (bytes <= space.free_bytes) return;
  const quota = space.quota_bytes;
  if (quota !== null && bytes > quota - space.used_bytes)
    throw new ProblemException(
      413,
      `This file has ${inGiB(bytes)}. Uploads may take ${inGiB(quota)} together (REPRISE_UPLOAD_QUOTA), and ${inGiB(space.used_bytes)} are taken. ` +
        'Delete uploads that are not needed any more, or ask the operator.',
    );
  throw new ProblemException(
    507,
    `This file has ${inGiB(bytes)}, and uploads have room for ${inGiB(space.free_bytes)}${keptText(limits)}. ` +
      'Delete uploads that are not needed any more, or ask the operator for space.',
  );
}

const keptText = ({ reserveBytes }: SpaceLimits): string =>
  reserveBytes > 0 ? `: ${inGiB(reserveBytes)} of the disk stay free (REPRISE_DISK_RESERVE)` : '';

const inGiB = (bytes: number): string =>
  bytes < 2 ** 20
    ? `${String(bytes)} bytes`
    : bytes < 2 ** 30
      ? `${(bytes / 2 ** 20).toFixed(1)} MiB`
      : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
