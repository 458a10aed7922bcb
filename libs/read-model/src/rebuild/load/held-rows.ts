import { isJobEvent, isTaskEvent, type RecordedEvent } from '@reprise/contracts';
import { isTaskFacts } from '@reprise/job';
import { noRows, taskKey, type Rows } from '../../fold/rows.ts';
import { loadRows } from '../../rows/load-rows.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { FirstSequences } from './first-sequences.ts';

/** Rows to insert and rows to update. */
export interface Flush {
  readonly added: Rows;
  readonly changed: Rows;
}

/** Maximum number of rows in memory, counted as tasks and jobs. */
const MAX_HELD = 50_000;

/**
 * Rows of active jobs while tables are filled, so that a job is written only once, when it has ended. Starts with empty
 * tables.
 */
export class HeldRows {
  readonly rows: Rows = noRows();
  readonly #readModel: ReadModel;
  /** Keys of rows that changed since their last write. */
  readonly #dirty = new Set<string>();
  /** Keys of held rows that are also in the tables. */
  readonly #written = new Set<string>();
  /** Keys of the attempts and tasks of each job in memory. */
  readonly #parts = new Map<string, { readonly attempts: Set<string>; readonly tasks: Set<string> }>();
  /** Jobs in memory that may have further tasks in the tables. */
  readonly #reloaded = new Set<string>();
  /** Jobs in memory that have ended. */
  readonly #ended = new Set<string>();
  /** Jobs released in the last two flushes. */
  #released: readonly [ReadonlySet<string>, Set<string>] = [new Set(), new Set()];
  /** All jobs ever released. The database has no rows of other jobs besides those in memory. */
  readonly #letGo = new FirstSequences();

  constructor(readModel: ReadModel) {
    this.#readModel = readModel;
  }

  /**
   * Reads the rows that the events may change and that are not in memory.
   * @param written resolves when all released rows are in the tables. Rows that were released more than two flushes ago
   * are already there
   */
  async load(events: readonly RecordedEvent[], written: Promise<void>): Promise<void> {
    const missing = events.filter((event) => isJobEvent(event) && this.#lacks(event));
    if (missing.length === 0) return;
    if (missing.some(({ subject }) => this.#released.some((ids) => ids.has(subject)))) await written;
    const loaded = await loadRows(fork(this.#readModel), missing);
    for (const [id] of loaded.jobs) if (!this.rows.jobs.has(id)) this.#reloaded.add(id);
    for (const table of ['jobs', 'attempts', 'tasks'] as const)
      for (const [key, row] of loaded[table]) {
        if (this.rows[table].has(key)) continue;
        this.#hold(table, key, row);
        this.#written.add(key);
      }
  }

  /** Stores rows that a batch changed. */
  take(changed: Rows): void {
    for (const table of ['jobs', 'attempts', 'tasks'] as const)
      for (const [key, row] of changed[table]) {
        this.#hold(table, key, row);
        this.#dirty.add(key);
      }
    for (const [name, row] of changed.queues) {
      this.rows.queues.set(name, row);
      this.#dirty.add(queueKey(name));
    }
  }

  /**
   * Releases ended jobs that the last batch did not change, or all jobs if there are too many. Returns their unwritten
   * rows.
   */
  release(changed: Rows): Flush {
    const tooMany = this.rows.tasks.size + this.rows.jobs.size > MAX_HELD;
    const flush = emptyFlush();
    const released = new Set<string>();
    this.#released = [this.#released[1], released];
    for (const id of tooMany ? [...this.rows.jobs.keys()] : this.#ended) {
      if (!tooMany && changed.jobs.has(id)) continue;
      this.#flushJob(id, flush);
      this.#forget(id);
      released.add(id);
      this.#letGo.firstOrAdd(id, 1);
    }
    return flush;
  }

  /** Returns all unwritten rows. They stay in memory. */
  flush(): Flush {
    const flush = emptyFlush();
    for (const id of this.rows.jobs.keys()) this.#flushJob(id, flush);
    for (const [name] of this.rows.queues) this.#flushRow('queues', name, flush, queueKey(name));
    return flush;
  }

  #lacks(event: RecordedEvent): boolean {
    if (!this.rows.jobs.has(event.subject)) return this.#letGo.has(event.subject);
    if (!this.#reloaded.has(event.subject) || !isTaskEvent(event) || !isTaskFacts(event)) return false;
    return !this.rows.tasks.has(taskKey(event.subject, event.data.attempt, event.data.hash));
  }

  #hold(table: 'jobs' | 'attempts' | 'tasks', key: string, row: unknown): void {
    (this.rows[table] as Map<string, unknown>).set(key, row);
    if (table !== 'jobs') this.#partsOf((row as { job_id: string }).job_id)[table].add(key);
    else if (ENDED.has((row as { status: string }).status)) this.#ended.add(key);
    else this.#ended.delete(key);
  }

  #partsOf(jobId: string) {
    let parts = this.#parts.get(jobId);
    if (!parts) this.#parts.set(jobId, (parts = { attempts: new Set(), tasks: new Set() }));
    return parts;
  }

  #flushJob(id: string, flush: Flush): void {
    const { attempts, tasks } = this.#partsOf(id);
    this.#flushRow('jobs', id, flush);
    for (const key of attempts) this.#flushRow('attempts', key, flush);
    for (const key of tasks) this.#flushRow('tasks', key, flush);
  }

  #flushRow(table: keyof Rows, key: string, flush: Flush, mark = key): void {
    if (!this.#dirty.delete(mark)) return;
    const rows: Rows = this.#written.has(mark) ? flush.changed : flush.added;
    (rows[table] as Map<string, unknown>).set(key, this.rows[table].get(key));
    this.#written.add(mark);
  }

  #forget(id: string): void {
    const { attempts, tasks } = this.#partsOf(id);
    this.rows.jobs.delete(id);
    for (const key of attempts) this.rows.attempts.delete(key);
    for (const key of tasks) this.rows.tasks.delete(key);
    for (const key of [id, ...attempts, ...tasks]) this.#written.delete(key);
    this.#parts.delete(id);
    this.#reloaded.delete(id);
    this.#ended.delete(id);
  }
}

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed']);
const queueKey = (name: string): string => `queue ${name}`;
const emptyFlush = (): Flush => ({ added: noRows(), changed: noRows() });
