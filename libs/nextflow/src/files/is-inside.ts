import { relative, isAbsolute } from 'node:path';

/** Whether a path is the folder or below it. The caller must resolve both (`realpath`). */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}
