import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Maximum number of links that Linux follows in a path. */
const MOST_LINKS = 40;

/**
 * Returns the real path. For a missing path, returns that of its nearest existing parent with the rest appended.
 * Dangling links are followed too, because the target may be created later.
 */
export async function realOrNearest(path: string, links = MOST_LINKS): Promise<string> {
  if (path === dirname(path)) return path;
  try {
    return await realpath(path);
  } catch {
    const parent = await realOrNearest(dirname(path), links);
    const target = await readlink(join(parent, basename(path))).catch(() => null);
    if (target === null || links === 0) return join(parent, basename(path));
    return realOrNearest(resolve(parent, target), links - 1);
  }
}
