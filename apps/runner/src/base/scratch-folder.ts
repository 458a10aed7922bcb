import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Temporary folders of one task of a runner. */
interface Scratch {
  readonly task: 'compile' | 'search';
  readonly runnerId: string;
}

const prefixOf = ({ task, runnerId }: Scratch): string => `reprise-${task}-${runnerId}-`;

/** Calls a function with a new scratch folder, and removes the folder afterwards. */
export async function withScratchFolder<T>(scratch: Scratch, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), prefixOf(scratch)));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes scratch folders that an earlier process of the runner left. Best effort. */
export async function removeScratchFolders(scratch: Scratch): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(prefixOf(scratch))))
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
}
