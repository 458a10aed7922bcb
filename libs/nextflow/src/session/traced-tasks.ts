import { basename, dirname, join } from 'node:path';
import { bootId } from '../process/process-identity.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readIdentity } from '../supervise/identity-file.ts';
import { FileTail } from '../records/file-tail.ts';
import { TraceReader, type TraceRow } from '../records/trace-reader.ts';
import { keysInLog } from './cache-log.ts';
import type { RecordedTask } from './recorded-tasks.ts';

/** Statuses of rows whose task is also in Nextflow's cache. */
const RECORDED: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'CACHED']);
/** Status of tasks that Nextflow ended. Some of them are in its cache with this status. */
const ABORTED = 'ABORTED';

/**
 * Returns how a run's tasks ended, by short hash, from its trace. Null unless the session's cache has the same tasks
 * for that run. After a kill, only one of the two may contain a task's end, and Nextflow must be queried.
 */
export async function tracedTasks({
  launchDir,
  session,
  attemptDir,
}: {
  launchDir: string;
  session: string;
  attemptDir: string;
}): Promise<Map<string, RecordedTask> | null> {
  const { process, trace } = attemptFiles(attemptDir);
  // After a power failure, pages of either file may be missing.
  if (readIdentity(process)?.boot_id !== bootId()) return null;
  const keys = await keysInLog(join(launchDir, '.nextflow', 'cache', session, 'db')).catch(() => null);
  const rows = keys && (await rowsOf(trace));
  if (!rows) return null;
  const ended = rows.filter(({ status }) => RECORDED.has(status) || status === ABORTED);
  const [traced, inCache] = [new Set(ended.map(keyOf)), (row: TraceRow) => keys.has(keyOf(row))];
  if ([...keys].some((key) => !traced.has(key))) return null;
  if (!ended.every((row) => row.status === ABORTED || inCache(row))) return null;
  return new Map(ended.map((row) => [row.hash, endOf(row)]));
}

/** Returns a task's end as the cache records it. A cached task completed earlier. */
const endOf = ({ status, exit }: TraceRow): RecordedTask => ({
  status: status === 'CACHED' ? 'COMPLETED' : status,
  exit,
});

/** Null if there are more rows than the cache's log could contain. */
async function rowsOf(trace: string): Promise<TraceRow[] | null> {
  const [tail, reader] = [new FileTail(trace), new TraceReader()];
  const lines = await tail.lines();
  if (tail.behind) return null;
  return [...[...lines, ...tail.lastLine()].flatMap((line) => reader.line(line)), ...reader.end()];
}

/** Key of a task in the cache, which is its full hash. The hash is also the name of its work dir. */
const keyOf = ({ workDir }: TraceRow): string =>
  workDir === null ? '' : `${basename(dirname(workDir))}${basename(workDir)}`;
