import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { bytes } from '@reprise/contracts/sizes';
import { BackupError } from './format/manifest.ts';

/** nats-server reports a full disk as a timeout. */
const FULL_BYTES = 2 ** 20;

/**
 * Returns an error that names the folder on a full disk and gives advice if the given error was caused by a full disk,
 * perhaps in a server with its data there; otherwise returns the given error.
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
