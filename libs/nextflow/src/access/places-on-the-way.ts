import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Maximum number of links that Linux follows in a path. */
const MOST_LINKS = 40;

/**
 * Returns the folders that a path leads through, including links, and the file or folder at its end. Stops before the
 * first one that is missing or inaccessible.
 * @param path absolute
 */
export async function placesOnTheWay(path: string): Promise<string[]> {
  const places = new Set(['/']);
  let left = resolve(path).split('/').filter(Boolean);
  let folder = '/';
  let links = 0;
  while (left.length > 0) {
    const next = join(folder, left[0] ?? '');
    const found = await lstat(next).catch(() => null);
    if (!found) break;
    left = left.slice(1);
    if (!found.isSymbolicLink()) {
      places.add(next);
      folder = next;
      continue;
    }
    links += 1;
    const target = await readlink(next).catch(() => null);
    if (target === null || links > MOST_LINKS) break;
    left = [...resolve(dirname(next), target).split('/').filter(Boolean), ...left];
    folder = '/';
  }
  return [...places];
}
