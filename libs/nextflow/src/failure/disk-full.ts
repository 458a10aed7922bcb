import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const PROBE_BYTES = 64 * 1024;

/**
 * Whether a disk is full, found by writing to it. Tasks cannot report a full disk on that disk, and the number of free
 * bytes ignores quotas.
 */
export async function isDiskFull(dir: string): Promise<boolean> {
  const path = join(dir, `.reprise-probe-${process.pid}`);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(Buffer.alloc(PROBE_BYTES, 'x'));
      await file.sync();
      return false;
    } finally {
      await file.close();
      await unlink(path);
    }
  } catch (error) {
    return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
