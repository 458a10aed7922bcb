import { statfs } from 'node:fs/promises';

/** Why no further attempt should be claimed now, or null. `reserve` in bytes. */
export async function holdsBack(dataDir: string, reserve: number): Promise<string | null> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  return free < reserve ? `Only ${inGiB(free)} free under ${dataDir}; ${inGiB(reserve)} are kept in reserve.` : null;
}

const inGiB = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
