import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keysInLog } from '../session/cache-log.ts';
import type { LoggedTasks } from './logged-tasks.ts';

/** Names of LevelDB's files that hold entries which are no longer in its log. */
const TABLE = /\.(?:sst|ldb)$/;
/** Name of the file that each LevelDB has. */
const CURRENT = 'CURRENT';

/**
 * Returns why the cache of a session lacks tasks of its latest run, so that they run again; null where it has them, or where
 * its files do not tell. Nextflow writes its cache beside the run, and an error of that does not end the run.
 * Source: https://github.com/nextflow-io/nextflow/issues/7471
 */
export async function uncachedReason(database: string, { ended }: LoggedTasks): Promise<string | null> {
  if (ended.size === 0) return null;
  const keys = await keysOf(database);
  if (keys === null) return null;
  const missing = [...ended].filter((hash) => !keys.has(hash)).length;
  if (missing === 0) return null;
  const tasks = ended.size === 1 ? 'one task' : `${String(ended.size)} tasks`;
  return missing === ended.size
    ? `Nextflow's cache has none of its ${tasks}`
    : `Nextflow's cache lacks ${String(missing)} of its ${tasks}`;
}

/** Whether a session's cache has no task at all. @param database folder `.nextflow/cache/<session>/db` */
export const isEmptyCache = async (database: string): Promise<boolean> => (await keysOf(database))?.size === 0;

/** Returns all keys of a database; null where there is none, or its log does not hold them all: then it has tables, too. */
export async function keysOf(database: string): Promise<ReadonlySet<string> | null> {
  const names = await readdir(database).catch((): string[] => []);
  if (!names.includes(CURRENT) || names.some((name) => TABLE.test(name))) return null;
  return keysInLog(database).catch(() => null);
}

/** Returns the folder of a session's cache. */
export const cacheDatabase = (launchDir: string, session: string): string =>
  join(launchDir, '.nextflow', 'cache', session, 'db');
