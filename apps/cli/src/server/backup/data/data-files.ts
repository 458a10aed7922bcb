import { lstatSync, readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** Files and folders in a data dir that cannot be recreated from the log and the database. */
const KEPT = [
  'admin.token',
  'audit',
  'webhooks',
  'sessions',
  'nats/runners',
  'runner.id',
  'storage.id',
  'storage.key',
  'inputs',
] as const;

/** Logins of the embedded servers. */
const PASSWORD = /^(?:nats|postgres)\..*password$/;
/** Files that a process is writing. */
const UNFINISHED = /\.(?:new|unfinished)$/;

/** Name of the uploads folder in a backup, wherever it is in the file system. */
export const UPLOADS = 'uploads';

/** A file or folder to back up. */
export interface Found {
  /** In the backup. */
  readonly path: string;
  /** In the file system. */
  readonly source: string;
  readonly stats: Stats;
}

/** Keys, logins, ids and registered inputs in a data dir, without uploads. */
export function dataFiles(dataDir: string): Found[] {
  const passwords = namesIn(dataDir).filter((name) => PASSWORD.test(name));
  return [...KEPT, ...passwords].flatMap((path) => found(path, join(dataDir, path)));
}

/** Uploads and samples, finished or not. */
export const uploadFiles = (folder: string): Found[] => found(UPLOADS, folder);

/**
 * Returns a file, or a folder with its contents; nothing if it does not exist. Links inside the folder are not
 * followed.
 * @param stats of the source, because a root may be a link to a different disk
 */
function found(path: string, source: string, stats = statSync(source, { throwIfNoEntry: false })): Found[] {
  if (UNFINISHED.test(path)) return [];
  if (stats?.isFile()) return [{ path, source, stats }];
  if (!stats?.isDirectory()) return [];
  const inside = namesIn(source).flatMap((name) => {
    const inner = join(source, name);
    const of = lstatSync(inner, { throwIfNoEntry: false });
    return of ? found(`${path}/${name}`, inner, of) : [];
  });
  return [{ path, source, stats }, ...inside];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
