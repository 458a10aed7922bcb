import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const PROBE_BYTES = 64 * 1024;

/**
 * Whether nothing more can be written there, by trying: tasks cannot report a full disk on that disk, and free bytes
 * ignore quotas.
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
