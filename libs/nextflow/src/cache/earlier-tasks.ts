import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { parseStdoutLine } from '../watch/parse-stdout-line.ts';
import { TraceReader } from '../watch/trace-reader.ts';
import { DumpReader, type HashPart } from './hash-dump.ts';
import { taskHashes } from './task-hashes.ts';

/** An attempt before this one, in the same launch dir. */
export interface EarlierAttempt {
  attempt: number;
  attemptDir: string;
}

/** A task that succeeded, or was cached, in an earlier attempt. */
export interface EarlierTask {
  attempt: number;
  hash: string;
  name: string;
  process: string;
  parts: HashPart[];
}

/** Some 3 kB each; tasks of later attempts come first. */
const MAX_TASKS = 5_000;

/** Reads the finished tasks of earlier attempts that have dumps of their hashes, newest attempt first. */
export async function earlierTasks(attempts: readonly EarlierAttempt[]): Promise<EarlierTask[]> {
  const tasks: EarlierTask[] = [];
  for (const attempt of [...attempts].sort((a, b) => b.attempt - a.attempt)) {
    tasks.push(...(await tasksOf(attempt, MAX_TASKS - tasks.length)));
    if (tasks.length >= MAX_TASKS) break;
  }
  return tasks;
}

async function tasksOf({ attempt, attemptDir }: EarlierAttempt, most: number): Promise<EarlierTask[]> {
  const { stdout, trace } = attemptFiles(attemptDir);
  const finished = await finishedIn(trace);
  const reader = new DumpReader();
  const partsByHash = new Map<string, HashPart[]>();
  const tasks = new Map<string, EarlierTask>();
  for await (const line of linesOf(stdout)) {
    if (tasks.size >= most) break;
    const { inside, dump } = reader.line(line);
    if (dump) for (const hash of taskHashes(dump.hash)) partsByHash.set(hash, dump.parts);
    const fact = inside ? null : parseStdoutLine(line);
    if (fact?.kind !== 'submitted' && fact?.kind !== 'cached') continue;
    const { hash, name } = fact;
    const parts = partsByHash.get(hash);
    const process = finished.get(hash);
    if (parts && process) tasks.set(hash, { attempt, hash, name, process, parts });
  }
  return [...tasks.values()];
}

/** Reads the processes of succeeded tasks, by short hash. */
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
