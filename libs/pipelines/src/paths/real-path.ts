import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Links that Linux follows in one path. */
const MOST_LINKS = 40;

/**
 * Returns the real path; if it does not exist, that of its nearest existing parent with the rest appended. A link whose
 * target is missing is followed too: the target may come.
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
