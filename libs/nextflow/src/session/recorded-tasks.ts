import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { promisify } from 'node:util';
import { noIsolation, type Isolation } from '../isolate/isolation.ts';
import { indexedRuns } from '../command/session-history.ts';

/** End of one task in Nextflow's cache. */
export interface RecordedTask {
  status: string;
  /** Null for an `exec:` task, which has no exit code. */
  exit: number | null;
}

export interface SessionSpec {
  nextflow: string;
  launchDir: string;
  /** Session id. */
  session: string;
  env: Readonly<Record<string, string>>;
  /** Isolation of the tasks, which also applies to reading their files. */
  isolation?: Isolation;
}

export interface BackgroundOptions {
  readonly signal?: AbortSignal;
  /** From -20 to 19; source: setpriority(2). */
  readonly niceness?: number;
  /** Time from TERM to KILL after an abort. */
  readonly graceMs?: number;
}

/** A cold JVM on a busy machine takes seconds. */
const TIMEOUT_MS = 120_000;

/**
 * Lists the tasks in a session's cache, by short hash. Queries Nextflow (`nextflow log`) instead of reading the trace:
 * after a kill, the trace can show a task as ended that the cache lacks (seen with 24.10.0, in 4 of 5 kills right after
 * a task had ended), and a resume would reuse that task's dir. Queries each run separately, because the query for a
 * session fails if one of its runs has no index. The Nextflow process that is queried has ended by the time this
 * function returns or throws.
 * @throws Error if Nextflow cannot be queried
 */
export async function recordedTasks(
  { nextflow, launchDir, session, env, isolation = noIsolation() }: SessionSpec,
  { signal, niceness, graceMs = 3_000 }: BackgroundOptions = {},
): Promise<Map<string, RecordedTask>> {
  const runs = await indexedRuns(launchDir, session);
  if (runs.length === 0) return new Map();
  const [command = '', ...args] = [
    ...isolation.prefix({ cwd: launchDir, paths: [nextflow] }),
    ...[nextflow, '-q', 'log', ...runs, '-f', 'hash,status,exit'],
  ];
  const options = { cwd: launchDir, env, timeout: TIMEOUT_MS, maxBuffer: 256 << 20, signal };
  const answer = promisify(execFile)(command, args, options);
  if (niceness !== undefined && answer.child.pid) setPriority(answer.child.pid, niceness);
  const { stdout } = await answer.catch(async (error: unknown) => {
    await untilEnded(answer.child, graceMs);
    throw new Error(`Nextflow could not tell what session ${session} has done: ${(error as Error).message.trim()}`, {
      cause: error,
    });
  });
  return parseRecordedTasks(stdout);
}

/** Waits until a child ends after TERM. On an abort, Node itself rejects at once. */
async function untilEnded(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit').catch(() => undefined); // a KILL without permission ends the wait
  const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(kill);
}

function parseRecordedTasks(output: string): Map<string, RecordedTask> {
  const rows = output.matchAll(/^([0-9a-f]{2}\/[0-9a-f]{6})\t(\w+)\t(-|\d+)$/gm);
  return new Map(
    [...rows].map(([, hash = '', status = '', exit]) => [hash, { status, exit: exit === '-' ? null : Number(exit) }]),
  );
}
