import { createHash, hash } from 'node:crypto';
import { createReadStream, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** List of each installed file with its SHA-256 and path, in the format of `sha256sum --check`. */
const LIST = 'SHA256SUMS';

/** Nextflow's programs in a folder, without files that setup creates, such as a launcher. */
const BROUGHT = ['jars/*.jar', 'framework/**/*.jar', 'official'];

/** Writes the list of a folder. Returns the SHA-256 of the list itself, which is a single digest of all files. */
export async function writeDigests(folder: string): Promise<string> {
  const list = await digestsOf(folder);
  writeFileSync(join(folder, LIST), list);
  return hash('sha256', list);
}

/** Returns the SHA-256 of a folder's list; undefined if it has none. */
export function keptDigest(folder: string): string | undefined {
  const list = keptList(folder);
  return list === undefined ? undefined : hash('sha256', list);
}

/** Whether all files match the list. */
export const isUnchanged = async (folder: string): Promise<boolean> => keptList(folder) === (await digestsOf(folder));

function keptList(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, LIST), 'utf8');
  } catch {
    return undefined;
  }
}

async function digestsOf(folder: string): Promise<string> {
  let list = '';
  for (const path of globSync(BROUGHT, { cwd: folder }).toSorted()) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, path)), hash);
    list += `${hash.digest('hex')}  ${path}\n`;
  }
  return list;
}
