import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionOf } from '../command/session-history.ts';
import { isAbsent } from '../files/if-absent.ts';
import { keysInLog } from '../session/cache-log.ts';
import { shortHash, type LoggedTasks } from './logged-tasks.ts';

/** Folders and name of an ended run. */
export interface EndedRun {
  attemptDir: string;
  launchDir: string;
  runName: string;
}

/** Names of LevelDB files with entries that are no longer in its log. */
const TABLE = /\.(?:sst|ldb)$/;
/** File that every LevelDB has. */
const CURRENT = 'CURRENT';

/**
 * Returns the short hashes of the tasks in the session cache of a run. Empty if the cache is gone; null if it is
 * elsewhere or its files are inconclusive.
 */
export async function hashesInCache(
  { launchDir, runName }: EndedRun,
  { hasLocalCache }: LoggedTasks,
): Promise<ReadonlySet<string> | null> {
  const session = await sessionOf(launchDir, runName).catch(() => null);
  const folder = session === null ? join(launchDir, CACHE) : cacheDatabase(launchDir, session);
  if (hasLocalCache && (await isGone(folder))) return new Set();
  const keys = session === null ? null : await keysOf(folder);
  return keys && new Set([...keys].map(shortHash));
}

/** Whether a session's cache is gone or contains no tasks. @param database folder `.nextflow/cache/<session>/db` */
export const isEmptyCache = async (database: string): Promise<boolean> =>
  (await isGone(database)) || (await keysOf(database))?.size === 0;

const isGone = (folder: string): Promise<boolean> => stat(folder).then(() => false, isAbsent);

/**
 * Returns all keys of a database. Null if there is none, or if it also has tables, because its log then lacks some
 * keys.
 */
async function keysOf(database: string): Promise<ReadonlySet<string> | null> {
  const names = await readdir(database).catch((): string[] => []);
  if (!names.includes(CURRENT) || names.some((name) => TABLE.test(name))) return null;
  return keysInLog(database).catch(() => null);
}

const CACHE = join('.nextflow', 'cache');

/** Returns the folder of a session's cache. */
export const cacheDatabase = (launchDir: string, session: string): string => join(launchDir, CACHE, session, 'db');
