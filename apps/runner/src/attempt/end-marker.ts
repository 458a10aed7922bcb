import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileOf = (attemptDir: string) => join(attemptDir, 'proven-end');

/** Records that nothing of an attempt is left anywhere, so that no start of the runner asks again. */
export const writeEndMarker = (attemptDir: string): Promise<void> =>
  writeFile(fileOf(attemptDir), '').catch(() => undefined); // then the next start asks again

export const hasEndMarker = (attemptDir: string): boolean => existsSync(fileOf(attemptDir));
