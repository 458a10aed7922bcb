import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, openSync, readSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Returns the SHA-256 (hex) of a pipeline folder: relative path, length and bytes of each file, ordered by path; for a
 * symlink, its target. Excludes `demo/` (data, not code), hidden names, and `work/`.
 * @throws file system errors
 */
export function revisionOf(folder: string): string {
  const hash = createHash('sha256');
  for (const { path, link } of filesOf(folder, '')) {
    if (link) addLink(hash, folder, path);
    else addFile(hash, folder, path);
  }
  return hash.digest('hex');
}

/** Returns a digest of size, time and inode of the files of a revision, without reading them. */
export function signatureOf(folder: string): string {
  const hash = createHash('sha256');
  for (const { path } of filesOf(folder, '')) {
    const { size, mtimeMs, ctimeMs, ino } = lstatSync(join(folder, path));
    hash.update(`${path}\0${[size, mtimeMs, ctimeMs, ino].join(' ')}\0`);
  }
  return hash.digest('hex');
}

function addLink(hash: Hash, folder: string, path: string): void {
  const target = Buffer.from(readlinkSync(join(folder, path)));
  hash.update(`link ${path}\0${String(target.length)}\0`).update(target);
}

/** Hashes in chunks, because a reference genome may be next to the script. */
function addFile(hash: Hash, folder: string, path: string): void {
  const file = openSync(join(folder, path), 'r');
  try {
    hash.update(`file ${path}\0${String(fstatSync(file).size)}\0`);
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
}

const NOT_CODE = new Set(['demo', 'work']);

/** Whether an entry of a pipeline's folder is part of its revision. @param below path of its parent in that folder */
export const isCode = (below: string, name: string): boolean =>
  !name.startsWith('.') && !(below === '' && NOT_CODE.has(name));

function filesOf(folder: string, below: string): { path: string; link: boolean }[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter(({ name }) => isCode(below, name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(below, entry.name);
      if (entry.isDirectory()) return filesOf(folder, path);
      return entry.isFile() || entry.isSymbolicLink() ? [{ path, link: entry.isSymbolicLink() }] : [];
    });
}
