import { isAbsolute, join, relative, sep } from 'node:path';
import type { Params } from '@reprise/contracts';

/** Converts values that begin with `./`, at any depth, to absolute paths under the folder. A trailing slash is kept. */
export function absoluteParams(folder: string, params: Params): Params {
  const absolute = (value: unknown): unknown => {
    if (typeof value === 'string') return value.startsWith('./') ? join(folder, value) : value;
    if (Array.isArray(value)) return value.map(absolute);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, absolute(inner)]));
    return value;
  };
  return absolute(params) as Params;
}

/** Whether `path` is `folder` or inside of it. Both must be absolute. Does not access the file system. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
