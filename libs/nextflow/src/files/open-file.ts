import { constants, open, type FileHandle } from 'node:fs/promises';
import { isAbsent } from './if-absent.ts';

/**
 * Opens a regular file for reading. Null if there is no such file. Tasks may put a link or a FIFO in its place, and
 * opening a FIFO would block forever.
 */
export async function openFile(path: string): Promise<FileHandle | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(ifNoFile);
  if (!file) return null;
  let isRegular = false;
  try {
    isRegular = (await file.stat()).isFile();
    return isRegular ? file : null;
  } finally {
    if (!isRegular) await file.close();
  }
}

/** Opening fails with ELOOP for a link, and with ENXIO for a socket. */
function ifNoFile(error: NodeJS.ErrnoException): null {
  if (isAbsent(error) || error.code === 'ELOOP' || error.code === 'ENXIO') return null;
  throw error;
}
