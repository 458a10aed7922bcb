import { basename, dirname, join } from 'node:path';
import { bootId } from '../process/process-identity.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readIdentity } from '../supervise/identity-file.ts';
import { FileTail } from '../records/file-tail.ts';
import { TraceReader, type TraceRow } from '../records/trace-reader.ts';
import { keysInLog } from './cache-log.ts';
import type { RecordedTask } from './recorded-tasks.ts';

/** Statuses of rows whose task Nextflow has put into its cache too. */
const RECORDED: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'CACHED']);
/** Status of tasks that Nextflow ended; some of them are in its cache, with this status. */
const ABORTED = 'ABORTED';

/**
 * Ends of the tasks of a run, by short hash, read from its trace. Null unless the cache of its session has, of that run,
 * the same tasks: a run that was killed can have an end in one of both only, and then only Nextflow can tell.
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

/** End of a task as the cache has it: a cached task is one that completed earlier. */
const endOf = ({ status, exit }: TraceRow): RecordedTask => ({
  status: status === 'CACHED' ? 'COMPLETED' : status,
  exit,
});

/** Null where there are more than the cache's log could have. */
async function rowsOf(trace: string): Promise<TraceRow[] | null> {
  const [tail, reader] = [new FileTail(trace), new TraceReader()];
  const lines = await tail.lines();
  if (tail.behind) return null;
  return [...[...lines, ...tail.lastLine()].flatMap((line) => reader.line(line)), ...reader.end()];
}

/** Key of a task in the cache: its whole hash, which its work dir is named after. */
const keyOf = ({ workDir }: TraceRow): string =>
  workDir === null ? '' : `${basename(dirname(workDir))}${basename(workDir)}`;
