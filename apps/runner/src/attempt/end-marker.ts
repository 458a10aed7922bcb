import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ending } from '@reprise/executors';

const fileOf = (attemptDir: string) => join(attemptDir, 'proven-end');

/**
 * Records that nothing of an attempt is left anywhere, so that the runner need not query the executors when it starts
 * again.
 * @param executors remote executors that have proven that
 */
export const writeEndMarker = (attemptDir: string, executors: readonly Ending[]): Promise<void> =>
  writeFile(fileOf(attemptDir), JSON.stringify(executors)).catch(() => undefined); // then the next start queries again

export const hasEndMarker = (attemptDir: string): boolean => existsSync(fileOf(attemptDir));

/**
 * Returns the executors that have proven the end of an attempt. Empty if it used none, if an earlier release recorded
 * the end, or if the disk was full.
 */
export const provenBy = (attemptDir: string): Promise<readonly Ending[]> =>
  readFile(fileOf(attemptDir), 'utf8')
    .then((text) => JSON.parse(text) as Ending[])
    .catch(() => []);
