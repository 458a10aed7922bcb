import { createHash } from 'node:crypto';
import { cpSync, globSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Replaces a built folder, unless it is unchanged. Without its daemon, Nx restores the outputs of each cache hit, and a
 * running service would briefly miss files that it serves.
 */
export function replaceFolder(from: string, to: string): void {
  if (digest(from) === digest(to)) return;
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(from, unfinished, { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(unfinished, to);
}

/** A digest of the names and bytes of a folder's files. */
function digest(folder: string): string {
  const hash = createHash('sha256');
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted())
    hash.update(`${file.slice(folder.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}
