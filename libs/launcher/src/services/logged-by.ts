import { open } from 'node:fs/promises';
import type { ServerProcess } from '@reprise/local-servers';

/** Returns what a process has logged since its start, even if its log has been rotated since then. */
export async function loggedBy({ logFile, logStart }: Pick<ServerProcess, 'logFile' | 'logStart'>): Promise<string> {
  const log = await readFrom(logFile, logStart);
  if (log !== undefined) return log;
  return `${(await readFrom(`${logFile}.1`, logStart)) ?? ''}${(await readFrom(logFile, 0)) ?? ''}`;
}

/** Undefined if the file does not exist or is shorter. */
async function readFrom(path: string, start: number): Promise<string | undefined> {
  await using file = await open(path).catch(() => null);
  const length = file === null ? -1 : (await file.stat()).size - start;
  if (file === null || length < 0) return undefined;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.toString('utf8', 0, bytesRead);
}
