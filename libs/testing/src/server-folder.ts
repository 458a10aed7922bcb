import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { canEnter, type Account } from '@reprise/local-servers';

/** Linux folder in memory. */
const IN_MEMORY = '/dev/shm';
/** Exceeds the needs of all servers of a test run. */
const ROOM_BYTES = 4 * 2 ** 30;

/**
 * The folder for the data of test servers: in memory if there is plenty of space, else the folder for temporary files.
 * A database has hundreds of small files, and some file systems take a millisecond of processor time to create one.
 * @param account account that must be able to enter it
 */
export function serverFolder(account?: Account): string {
  const folders = hasRoom(IN_MEMORY) ? [IN_MEMORY, tmpdir()] : [tmpdir()];
  return folders.find((folder) => canEnter(account, folder)) ?? '/tmp';
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(bavail * bsize, process.availableMemory()) >= ROOM_BYTES;
}
