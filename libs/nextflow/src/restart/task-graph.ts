import { readdir, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';
import { readText } from '../files/read-text.ts';
import { taskDirs } from '../files/task-dirs.ts';
import { exitCodeIn } from '../records/task-dir.ts';
import { splitName } from '../records/task-name.ts';
import { lastWrite } from './last-write.ts';

/** A task dir in a work dir, and the tasks that it depends on. Times are in milliseconds since 1970. */
export interface TaskNode {
  /** Path below the work dir, which is the hash: `ab/cdef…`. */
  readonly path: string;
  /** Full process name; null if neither the trace nor the wrapper contains it. */
  readonly process: string | null;
  /** Paths of the task dirs whose files it stages or mentions. */
  readonly inputs: readonly string[];
  /**
   * Latest time at which the pipeline created one of its inputs outside of tasks (`collectFile`, `splitText`), or its
   * own start if its inputs cannot be read (`exec:`); null if all inputs are known.
   */
  readonly unclear_since: number | null;
  readonly ended: number;
  /** Whether its exit code is 0, or it is an `exec:` task, which has no exit code. */
  readonly succeeded: boolean;
  /** Searched values that occur in its command or inputs. */
  readonly holds: readonly string[];
}

export interface GraphSpec {
  readonly workDir: string;
  /** Process by short hash (`ab/cdef12`), from the traces of the session. */
  readonly processes: ReadonlyMap<string, string>;
  /** Values to search for in commands and their inputs. */
  readonly search?: readonly string[];
}

/** Path of a task dir, or of an operator's folder below `tmp`. The surrounding text may be shell-escaped. */
const TASK_PATH = /(?:(tmp)\/)?([0-9a-f]{2})\/([0-9a-f]{30})(?![0-9a-f])/g;
/** The task's name in its wrapper. 22.10 writes the first form, 23.10 and later the second. */
const NAME = /^(?:# NEXTFLOW TASK: (.+)|### name: '(.+)')$/m;
/** The wrapper, the staging script if it is a separate file, and the script. */
const TEXTS = ['.command.run', '.command.stage', '.command.sh'] as const;
/** Number of tasks read concurrently. Few, because their files may be long. */
const AT_ONCE = 4;
/** Maximum size in bytes: Nextflow needs about 250 for each staged file. */
const LONGEST_TEXT = 64 << 20;

/**
 * Reads the graph of a work dir's tasks from what they staged: links in their dirs, and paths in their wrappers and
 * scripts. The graph contains the actual tasks and does not depend on samples, sub-workflows or cache modes. A missing
 * work dir has no tasks.
 * @throws Error if a wrapper or script is too long to search
 */
export async function readTaskGraph({ workDir, processes, search = [] }: GraphSpec): Promise<TaskNode[]> {
  const paths = (await taskDirs(workDir)).map((dir) => relative(workDir, dir));
  const read = new Map<string, ReadTask>();
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const some = paths.slice(from, from + AT_ONCE).map((path) => readTask(workDir, path, processes, search));
    for (const task of await Promise.all(some)) if (task) read.set(task.path, task);
  }
  return Promise.all([...read.values()].map((task) => asNode(workDir, task, read)));
}

interface ReadTask extends Omit<TaskNode, 'inputs' | 'unclear_since'> {
  readonly hasWrapper: boolean;
  /** Paths below the work dir that the text mentions. */
  readonly names: ReadonlySet<string>;
}

async function readTask(
  workDir: string,
  path: string,
  processes: ReadonlyMap<string, string>,
  search: readonly string[],
): Promise<ReadTask | null> {
  const dir = join(workDir, path);
  const [wrapper, staging, script] = await Promise.all([textOf(dir, 0), textOf(dir, 1), textOf(dir, 2)]);
  const traced = processes.get(path.slice(0, 9));
  const hasWrapper = wrapper !== '';
  if (!hasWrapper && traced === undefined) return null; // an operator's
  const named = NAME.exec(wrapper);
  const name = named?.[1] ?? named?.[2];
  const texts = [wrapper, staging, script, ...(await linksIn(dir))];
  const names = new Set(texts.flatMap((text) => [...text.matchAll(TASK_PATH)].map(placeOf)));
  names.delete(path);
  return {
    path,
    process: traced ?? (name === undefined ? null : splitName(name).process),
    ended: await lastWrite(dir, ['.exitcode']),
    succeeded: !hasWrapper || (await exitCodeIn(dir)) === 0,
    holds: search.filter((text) => texts.some((each) => hasValue(each, text))),
    hasWrapper,
    names,
  };
}

async function asNode(workDir: string, task: ReadTask, all: ReadonlyMap<string, ReadTask>): Promise<TaskNode> {
  const { hasWrapper, names, ...node } = task;
  const made = [...names].filter((path) => !all.has(path));
  const times = hasWrapper
    ? await Promise.all(made.map((path) => lastWrite(join(workDir, path), null)))
    : [await lastWrite(join(workDir, task.path), [])];
  return {
    ...node,
    inputs: [...names].filter((path) => all.has(path)),
    unclear_since: times.length === 0 ? null : Math.max(...times),
  };
}

/** Whether a text contains a value that is not part of a longer word or number. */
function hasValue(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + value.length]];
    if (!WORD.test(before) && !WORD.test(after)) return true;
  }
  return false;
}

const WORD = /[\w.]/;

const placeOf = ([, tmp, folder, rest]: RegExpMatchArray): string =>
  `${tmp === undefined ? '' : 'tmp/'}${String(folder)}/${String(rest)}`;

/** @throws Error if a text is too long, in which case the inputs are unknown */
async function textOf(dir: string, which: number): Promise<string> {
  const path = join(dir, TEXTS[which]!);
  const read = await readText(path, 0, LONGEST_TEXT);
  if (read && read.size > LONGEST_TEXT) throw new Error(`${path} has ${read.size} bytes, too many to look through`);
  return read?.text ?? '';
}

/** Targets of the links in a folder. */
async function linksIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(ifAbsent([]));
  const links = entries.filter((entry) => entry.isSymbolicLink());
  return Promise.all(links.map(({ name }) => readlink(join(dir, name))));
}
