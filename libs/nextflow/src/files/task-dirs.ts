import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from './if-absent.ts';

const FOLDER = /^[0-9a-f]{2}$/;
const TASK = /^[0-9a-f]{30}$/;

/**
 * Paths of the task dirs in a work dir, by Nextflow's naming: `<2 digits of the hash>/<30 more>`. Symlinks are ignored.
 */
export async function taskDirs(workDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of await folders(workDir, FOLDER))
    for (const task of await folders(join(workDir, folder), TASK)) found.push(join(workDir, folder, task));
  return found;
}

/** Names of real directories, by pattern. */
async function folders(dir: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(ifAbsent([]));
  return entries.filter((entry) => entry.isDirectory() && name.test(entry.name)).map((entry) => entry.name);
}
