import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { bytes } from '@reprise/contracts/sizes';
import { BackupError } from './format/manifest.ts';

/** nats-server reports a full disk as a timeout. */
const FULL_BYTES = 2 ** 20;

/**
 * Returns an error that names the folder and gives advice if a full disk caused the given error; otherwise returns the
 * given error. A server with its data on that disk may report another error.
 */
export function aboutFullDisk(error: unknown, folder: string, advice: string): unknown {
  if (error instanceof BackupError) return error;
  const { bavail, bsize } = statfsSync(existingPart(folder));
  const free = bavail * bsize;
  if (!isFullDisk(error) && free >= FULL_BYTES) return error;
  const message = `The disk of ${folder} has too little space: ${bytes(free)} are free now. ${advice}`;
  return new BackupError(message, { cause: error });
}

function isFullDisk(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device|disk quota exceeded/i.test(message);
}

const existingPart = (folder: string): string => (existsSync(folder) ? folder : existingPart(dirname(folder)));
