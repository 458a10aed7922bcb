import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * SHA-256 (hex) over a pipeline folder: relative path, length and bytes of each file, in the order of the paths. A
 * symlink counts as its target's name. Left out: `demo/` (data, not code), names that begin with a dot, and `work/`.
 */
export function revisionOf(folder: string): string {
  const hash = createHash('sha256');
  for (const { path, link } of filesOf(folder, '')) {
    const content = link ? Buffer.from(readlinkSync(join(folder, path))) : readFileSync(join(folder, path));
    hash.update(`${link ? 'link' : 'file'} ${path}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex');
}

const NOT_CODE = new Set(['demo', 'work']);

function filesOf(folder: string, below: string): { path: string; link: boolean }[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !(below === '' && NOT_CODE.has(name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(below, entry.name);
      if (entry.isDirectory()) return filesOf(folder, path);
      return entry.isFile() || entry.isSymbolicLink() ? [{ path, link: entry.isSymbolicLink() }] : [];
    });
}
