import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { indexedRuns } from '../command/session-history.ts';

/** What Nextflow's cache knows of one task's end. */
export interface RecordedTask {
  status: string;
  /** Null for an `exec:` task, which has none. */
  exit: number | null;
}

export interface SessionSpec {
  nextflow: string;
  launchDir: string;
  /** Session id. */
  session: string;
  env: Readonly<Record<string, string>>;
}

/** A cold JVM on a busy machine takes seconds. */
const TIMEOUT_MS = 120_000;

/**
 * The tasks in a session's cache, by short hash. Asked of Nextflow (`nextflow log`) and not read from the trace: of a
 * Nextflow that was killed, the trace can tell an end that the cache never learned of (seen with 24.10.0, in 4 of 5 kills
 * right after a task's end), and then a resume uses that task's dir again. Asked by run: of the session as a whole, Nextflow
 * fails where one of its runs has no index. Throws where Nextflow can't be asked.
 */
export async function recordedTasks({
  nextflow,
  launchDir,
  session,
  env,
}: SessionSpec): Promise<Map<string, RecordedTask>> {
  const runs = await indexedRuns(launchDir, session);
  if (runs.length === 0) return new Map();
  const args = ['-q', 'log', ...runs, '-f', 'hash,status,exit'];
  const options = { cwd: launchDir, env, timeout: TIMEOUT_MS, maxBuffer: 256 << 20 };
  const { stdout } = await promisify(execFile)(nextflow, args, options).catch((error: unknown) => {
    throw new Error(`Nextflow could not tell what session ${session} has done: ${(error as Error).message.trim()}`, {
      cause: error,
    });
  });
  return parseRecordedTasks(stdout);
}

function parseRecordedTasks(output: string): Map<string, RecordedTask> {
  const rows = output.matchAll(/^([0-9a-f]{2}\/[0-9a-f]{6})\t(\w+)\t(-|\d+)$/gm);
  return new Map(
    [...rows].map(([, hash = '', status = '', exit]) => [hash, { status, exit: exit === '-' ? null : Number(exit) }]),
  );
}
