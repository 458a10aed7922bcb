import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { parseStdoutLine } from '../records/parse-stdout-line.ts';
import { TraceReader } from '../records/trace-reader.ts';
import { DumpReader, type HashDump } from './hash-dump.ts';
import { taskHashes } from './task-hashes.ts';

/** An attempt before this one, in the same launch dir. */
export interface EarlierAttempt {
  attempt: number;
  attemptDir: string;
}

/** A task that succeeded or was cached in an earlier attempt. */
export interface EarlierTask {
  attempt: number;
  hash: string;
  name: string;
  process: string;
  dump: HashDump;
}

export interface EarlierTasks {
  /** Tasks with hash dumps, by process; newest attempt first. */
  readonly finished: ReadonlyMap<string, EarlierTask[]>;
  /** Hashes of the parts of tasks that an attempt began but did not finish. */
  readonly unfinished: ReadonlySet<string>;
}

/** About 3 kB each. Tasks of later attempts come first. */
const MAX_TASKS = 5_000;

/** Reads the tasks of earlier attempts. */
export async function earlierTasks(attempts: readonly EarlierAttempt[]): Promise<EarlierTasks> {
  const finished: EarlierTask[] = [];
  const unfinished = new Set<string>();
  for (const attempt of [...attempts].sort((a, b) => b.attempt - a.attempt)) {
    const found = await tasksOf(attempt, MAX_TASKS - finished.length);
    finished.push(...found.finished);
    for (const hash of found.unfinished) unfinished.add(hash);
    if (finished.length >= MAX_TASKS) break;
  }
  return { finished: byProcess(finished), unfinished };
}

function byProcess(tasks: EarlierTask[]): Map<string, EarlierTask[]> {
  const groups = new Map<string, EarlierTask[]>();
  for (const task of tasks) {
    const group = groups.get(task.process);
    if (group) group.push(task);
    else groups.set(task.process, [task]);
  }
  return groups;
}

async function tasksOf({ attempt, attemptDir }: EarlierAttempt, most: number) {
  const { stdout, trace } = attemptFiles(attemptDir);
  const finished = await finishedIn(trace);
  const reader = new DumpReader();
  const dumps = new Map<string, HashDump>();
  const unfinished = new Set<string>();
  const tasks = new Map<string, EarlierTask>();
  for await (const line of linesOf(stdout)) {
    if (tasks.size >= most) break;
    const { inside, dump } = reader.line(line);
    if (dump) for (const hash of taskHashes(dump.hash)) dumps.set(hash, dump);
    const fact = inside ? null : parseStdoutLine(line);
    if (fact?.kind !== 'submitted' && fact?.kind !== 'cached') continue;
    const { hash, name } = fact;
    const taskDump = dumps.get(hash);
    const process = finished.get(hash);
    if (taskDump && process) tasks.set(hash, { attempt, hash, name, process, dump: taskDump });
    else if (taskDump) unfinished.add(taskDump.hash);
  }
  return { finished: [...tasks.values()], unfinished };
}

/** Reads the processes of tasks that succeeded, by short hash. */
async function finishedIn(trace: string): Promise<Map<string, string>> {
  const reader = new TraceReader();
  const finished = new Map<string, string>();
  for await (const line of linesOf(trace))
    for (const { hash, status, process } of reader.line(line))
      if (status === 'COMPLETED' || status === 'CACHED') finished.set(hash, process);
  for (const { hash, status, process } of reader.end())
    if (status === 'COMPLETED' || status === 'CACHED') finished.set(hash, process);
  return finished;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}
