import { realpathSync } from 'node:fs';
import { dirname, join, basename, sep } from 'node:path';

/** Settings of folders that the program reads. */
export interface Folders {
  readonly REPRISE_DATA_DIR?: string;
  readonly REPRISE_INPUT_ROOTS?: readonly string[];
}

/**
 * Returns a warning for each input root that contains the data dir, because inputs of jobs could then be tokens, keys
 * and the database.
 */
export function exposedData({ REPRISE_DATA_DIR: dataDir, REPRISE_INPUT_ROOTS: roots = [] }: Folders): string[] {
  if (dataDir === undefined) return [];
  const data = realPath(dataDir);
  return roots
    .filter((root) => `${data}${sep}`.startsWith(withEnd(realPath(root))))
    .map(
      (root) =>
        `REPRISE_INPUT_ROOTS names ${root}, which holds the data dir ${dataDir}: jobs could read tokens, keys and the ` +
        'database. Name folders beside the data dir, or move it with REPRISE_DATA_DIR',
    );
}

const withEnd = (path: string): string => (path.endsWith(sep) ? path : `${path}${sep}`);

/** Resolves the links in a path, except in folders that do not exist. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
