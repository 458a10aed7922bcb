import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { indexedRuns } from '../command/session-history.ts';
import { ifAbsent } from '../files/if-absent.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { recordedTasks, type BackgroundOptions, type RecordedTask, type SessionSpec } from './recorded-tasks.ts';
import { tracedTasks } from './traced-tasks.ts';

export interface SessionAttempt extends SessionSpec {
  /** Name and folder of the session's latest run. The result is saved in that folder. */
  readonly runName: string;
  readonly attemptDir: string;
  /** Folder of the previous attempt, which may belong to another session. */
  readonly earlierDir: string;
}

/** Places of a session's files. */
type Files = Pick<SessionAttempt, 'launchDir' | 'session' | 'runName' | 'attemptDir' | 'earlierDir'>;

/** The recorded tasks of a session, with the runs and the cache from which they were derived. */
interface Kept {
  readonly session: string;
  /** Names of the session's runs; absent in a file of an earlier release. */
  readonly runs?: readonly string[];
  readonly cache: string;
  readonly tasks: readonly (readonly [hash: string, task: RecordedTask])[];
}

/** A pending or running query. */
interface Question {
  readonly unwanted: AbortController;
  isAsked: boolean;
  readonly answered: Promise<void>;
}

/**
 * The recorded tasks of sessions. If the files of the latest run are conclusive, they are read, which takes
 * milliseconds. Otherwise Nextflow is queried, in advance if possible, so that a resume does not wait for another JVM.
 * The JVM of a query holds the lock of the session's cache, so call `read` or `forget` before a run starts in a launch
 * dir.
 */
export class SessionTasks {
  readonly #signal: AbortSignal;
  /** By launch dir. */
  readonly #questions = new Map<string, Question>();
  #turn: Promise<void> = Promise.resolve();

  /**
   * @param signal ends running queries
   */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Looks up the tasks, one session at a time and at the lowest priority, and saves the answer. Never rejects. */
  findAhead(spec: SessionAttempt): Promise<void> {
    const { launchDir } = spec;
    const unwanted = new AbortController();
    const signal = AbortSignal.any([this.#signal, unwanted.signal]);
    const answered = this.#turn.then(async () => {
      question.isAsked = true;
      const options = { signal, niceness: constants.priority.PRIORITY_LOW };
      if (!signal.aborted) await find(spec, options).catch(() => undefined);
      if (this.#questions.get(launchDir) === question) this.#questions.delete(launchDir);
    });
    const question: Question = { unwanted, isAsked: false, answered };
    this.#questions.set(launchDir, question);
    this.#turn = answered;
    return answered;
  }

  /**
   * Returns the saved answer, unless the session has continued since; otherwise looks it up.
   * @throws Error if Nextflow cannot be queried
   */
  async read(spec: SessionAttempt): Promise<ReadonlyMap<string, RecordedTask>> {
    const question = this.#questions.get(spec.launchDir);
    if (question?.isAsked) await question.answered;
    else question?.unwanted.abort();
    const kept = await keptTasks(spec, spec.attemptDir);
    if (kept) return kept;
    // A killed runner may have left a query, whose JVM is about to release the cache.
    return find(spec).catch(() => find(spec));
  }

  /** Cancels the query about a launch dir. When it returns, none of the query's processes run. */
  async forget(launchDir: string): Promise<void> {
    const question = this.#questions.get(launchDir);
    question?.unwanted.abort();
    if (question?.isAsked) await question.answered;
  }
}

/** Returns the tasks recorded by a session without querying Nextflow; null if the files are inconclusive. Read-only. */
export async function knownTasks(spec: Files): Promise<ReadonlyMap<string, RecordedTask> | null> {
  const kept = (await keptTasks(spec, spec.attemptDir)) ?? (await keptTasks(spec, spec.earlierDir));
  if (kept) return kept;
  const runs = await indexedRuns(spec.launchDir, spec.session);
  return runs.length === 0 ? new Map() : fromFiles(spec, runs);
}

async function find(spec: SessionAttempt, options?: BackgroundOptions): Promise<ReadonlyMap<string, RecordedTask>> {
  const runs = await indexedRuns(spec.launchDir, spec.session);
  const found = (await fromFiles(spec, runs)) ?? (await recordedTasks(spec, options));
  const kept: Kept = { session: spec.session, runs, cache: await cacheOf(spec), tasks: [...found] };
  // Saved, so that the next resume does not look it up again.
  await writeFile(attemptFiles(spec.attemptDir).recordedTasks, JSON.stringify(kept)).catch(() => undefined);
  return found;
}

/**
 * Returns the tasks that are saved in a folder for a session; null if none are saved, or if the session has continued
 * since.
 */
async function keptTasks(spec: Files, attemptDir: string): Promise<ReadonlyMap<string, RecordedTask> | null> {
  const kept = await readKept(attemptDir);
  return kept?.session === spec.session && kept.cache === (await cacheOf(spec)) ? new Map(kept.tasks) : null;
}

/** Returns the tasks of the latest run and the saved ones of earlier runs; null if the files are inconclusive. */
async function fromFiles(spec: Files, runs: readonly string[]): Promise<ReadonlyMap<string, RecordedTask> | null> {
  if (runs.at(-1) !== spec.runName) return null;
  const latest = await tracedTasks(spec);
  if (!latest || runs.length === 1) return latest;
  const kept = await readKept(spec.earlierDir);
  const isAllBefore = kept?.session === spec.session && kept.runs?.join() === runs.slice(0, -1).join();
  return isAllBefore ? new Map([...kept.tasks, ...latest]) : null;
}

/** Null if nothing is saved, or if a runner was killed while it wrote the file. */
async function readKept(attemptDir: string): Promise<Kept | null> {
  const text = await readFile(attemptFiles(attemptDir).recordedTasks, 'utf8').catch(ifAbsent(''));
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return null;
  }
}

/** Names, sizes and times of all files of a session's cache. Some of them change with every run. */
async function cacheOf({ launchDir, session }: Files): Promise<string> {
  const folder = join(launchDir, '.nextflow', 'cache', session);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifAbsent([]));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = files.map(async (file) => {
    const { size, mtimeMs } = await stat(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(lines)).sort().join('\n');
}
