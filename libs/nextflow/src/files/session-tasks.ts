import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ifAbsent } from './if-absent.ts';
import { recordedTasks, type RecordedTask, type SessionSpec } from './recorded-tasks.ts';

/** An answer of Nextflow, and the session's cache as it was left by the question. */
interface Asked {
  readonly session: string;
  readonly cache: string;
  readonly tasks: readonly (readonly [hash: string, task: RecordedTask])[];
}

/** A question that waits for its turn, or for its answer. */
interface Question {
  readonly unwanted: AbortController;
  isAsked: boolean;
  readonly answered: Promise<void>;
}

/**
 * The tasks that sessions have recorded, asked ahead: a resume need not wait for a JVM of its own. While a question is under
 * way, its JVM holds the lock of the session's cache: call `read` or `forget` before anything starts in a launch dir.
 */
export class SessionTasks {
  readonly #signal: AbortSignal;
  /** By launch dir. */
  readonly #questions = new Map<string, Question>();
  #turn: Promise<void> = Promise.resolve();

  /** @param signal ends the questions under way */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Asks Nextflow, one session at a time and at the lowest priority, and keeps the answer in `file`. Never rejects. */
  askAhead(spec: SessionSpec, file: string): Promise<void> {
    const { launchDir } = spec;
    const unwanted = new AbortController();
    const signal = AbortSignal.any([this.#signal, unwanted.signal]);
    const answered = this.#turn.then(async () => {
      question.isAsked = true;
      if (!signal.aborted) await keep(spec, file, signal).catch(() => undefined);
      if (this.#questions.get(launchDir) === question) this.#questions.delete(launchDir);
    });
    const question: Question = { unwanted, isAsked: false, answered };
    this.#questions.set(launchDir, question);
    this.#turn = answered;
    return answered;
  }

  /** Returns what `file` holds, unless the session has gone on since; else asks. @throws Error Nextflow cannot be asked */
  async read(spec: SessionSpec, file: string): Promise<ReadonlyMap<string, RecordedTask>> {
    const question = this.#questions.get(spec.launchDir);
    if (question?.isAsked) await question.answered;
    else question?.unwanted.abort();
    const kept = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Asked, ifAbsent(null));
    if (kept?.session === spec.session && kept.cache === (await cacheOf(spec))) return new Map(kept.tasks);
    // A runner that was killed may have left a question, whose JVM is about to let go of the cache.
    return recordedTasks(spec).catch(() => recordedTasks(spec));
  }

  /** Drops the question about a launch dir; when it returns, nothing of it runs. */
  async forget(launchDir: string): Promise<void> {
    const question = this.#questions.get(launchDir);
    question?.unwanted.abort();
    if (question?.isAsked) await question.answered;
  }
}

async function keep(spec: SessionSpec, file: string, signal: AbortSignal): Promise<void> {
  const tasks = [...(await recordedTasks(spec, { signal, niceness: constants.priority.PRIORITY_LOW }))];
  const asked: Asked = { session: spec.session, cache: await cacheOf(spec), tasks };
  await writeFile(file, JSON.stringify(asked));
}

/** Names, sizes and times of all files of a session's cache: a run of that session changes some of them. */
async function cacheOf({ launchDir, session }: SessionSpec): Promise<string> {
  const folder = join(launchDir, '.nextflow', 'cache', session);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifAbsent([]));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = files.map(async (file) => {
    const { size, mtimeMs } = await stat(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(lines)).sort().join('\n');
}
