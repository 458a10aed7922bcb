import { isoTime } from '../records/iso-time.ts';
import type { TaskObservation } from './task-observation.ts';
import type { StdoutFact } from '../records/parse-stdout-line.ts';
import { splitName } from '../records/task-name.ts';
import type { TraceRow } from '../records/trace-reader.ts';

/** A fact about a task, from any of the sources. */
export type TaskFact =
  | (StdoutFact & { kind: 'cached' | 'stored' | 'noted' })
  | (StdoutFact & { kind: 'submitted' } & { workDir: string; at: string | null })
  | { kind: 'started'; hash: string; at: string }
  | { kind: 'row'; row: TraceRow }
  /** After the end of the run, for a task without a row: the exit code in its work dir, if the task wrote one. */
  | { kind: 'abandoned'; hash: string; exit: number | null; at: string | null; isOverLimit?: boolean };

type Type = TaskObservation['type'];

interface Entry {
  task: Omit<TaskObservation, 'type'>;
  emitted: Set<Type>;
}

const ENDS: readonly Type[] = ['cached', 'completed', 'failed', 'retried', 'aborted'];
const hasEnded = ({ emitted }: Entry) => ENDS.some((type) => emitted.has(type));

/**
 * Converts facts to observations: each type once per task, in the order submitted, started, ended, and nothing after an
 * end.
 */
export class TaskTracker {
  readonly #tasks = new Map<string, Entry>();
  /** By name: hashes of first tries and of later ones, and the number of failures that Nextflow has reported. */
  readonly #names = new Map<string, { first: Set<string>; again: Set<string>; failures: number }>();

  observe(fact: TaskFact): TaskObservation[] {
    if (fact.kind === 'row') return this.#row(fact.row);
    if (fact.kind === 'stored') return emit(this.#entry(fact.id, fact.name), 'cached');
    if (fact.kind === 'cached') {
      this.#entry(fact.hash, fact.name); // its row has the rest
      return [];
    }
    if (fact.kind === 'submitted') return this.#submitted(fact);
    const entry = this.#tasks.get(fact.hash);
    if (!entry) return [];
    switch (fact.kind) {
      case 'noted':
        entry.task.error_action = fact.action;
        if (fact.tries) this.#counts(entry.task.name).failures = fact.tries;
        return [];
      case 'started':
        entry.task.started_at ??= fact.at;
        return emit(entry, 'started');
      case 'abandoned':
        return endAbandoned(entry, fact);
    }
  }

  /** Returns the process of a task, or null. */
  processOf(hash: string): string | null {
    return this.#tasks.get(hash)?.task.process ?? null;
  }

  /** Tasks without an end so far. */
  open(): { hash: string; name: string; workDir: string | null; submittedAt: string | null; started: boolean }[] {
    return [...this.#tasks.values()]
      .filter((entry) => !hasEnded(entry))
      .map(({ task: { hash, name, work_dir, submitted_at }, emitted }) => ({
        hash,
        name,
        workDir: work_dir,
        submittedAt: submitted_at,
        started: emitted.has('started'),
      }));
  }

  #submitted({ hash, name, again, workDir, at }: TaskFact & { kind: 'submitted' }): TaskObservation[] {
    const number = this.#nextTry(hash, name, again);
    const entry = this.#entry(hash, name);
    if (hasEnded(entry)) return [];
    Object.assign(entry.task, { work_dir: workDir, submitted_at: at });
    if (again) entry.task.try = number;
    return emit(entry, 'submitted');
  }

  /**
   * Returns the number of a try before it is in the trace. Nextflow submits a retry before it reports the failure. The
   * report is therefore only used if several tasks share a name, because their submissions cannot be distinguished.
   * Source: TaskProcessor.resumeOrDie and checkErrorStrategy of Nextflow.
   */
  #nextTry(hash: string, name: string, again: boolean): number {
    const counts = this.#counts(name);
    counts[again ? 'again' : 'first'].add(hash);
    return counts.first.size > 1 ? Math.max(counts.failures, 1) + 1 : counts.again.size + 1;
  }

  #counts(name: string) {
    const counts = this.#names.get(name) ?? { first: new Set(), again: new Set(), failures: 0 };
    this.#names.set(name, counts);
    return counts;
  }

  #row(row: TraceRow): TaskObservation[] {
    const entry = this.#entry(row.hash, row.name);
    const { process, name, tag } = row;
    this.#counts(name)[row.try > 1 ? 'again' : 'first'].add(row.hash);
    Object.assign(entry.task, {
      process,
      name,
      tag,
      work_dir: row.workDir,
      try: row.try,
      submitted_at: isoTime(row.submit),
      started_at: isoTime(row.start) ?? entry.task.started_at,
      completed_at: isoTime(row.complete),
      exit_code: row.exit,
      duration_ms: row.durationMs,
      peak_rss: row.peakRss,
      cpu_percent: row.cpuPercent,
      error_action: row.errorAction,
      ...(row.resources && { resources: row.resources }),
    });
    if (row.status === 'CACHED') return emit(entry, 'cached');
    return [...emit(entry, 'submitted'), ...(row.start ? emit(entry, 'started') : []), ...emit(entry, endOf(row))];
  }

  #entry(hash: string, name: string): Entry {
    const known = this.#tasks.get(hash);
    if (known) return known;
    const unknown = { submitted_at: null, started_at: null, ...NOT_YET };
    const entry: Entry = {
      task: { ...splitName(name), name, hash, work_dir: null, try: 1, ...unknown },
      emitted: new Set(),
    };
    this.#tasks.set(hash, entry);
    return entry;
  }
}

/** Fields that only an ended task has. */
const NOT_YET = {
  completed_at: null,
  exit_code: null,
  duration_ms: null,
  peak_rss: null,
  cpu_percent: null,
  error_action: null,
} as const;

/**
 * Returns the observation unless it was already emitted or the task has ended. Removes the fields that describe an end
 * from observations before the end.
 */
function emit(entry: Entry, type: Type): TaskObservation[] {
  if (entry.emitted.has(type) || hasEnded(entry)) return [];
  entry.emitted.add(type);
  const { resources, ...task } = entry.task;
  if (type === 'submitted') return [{ type, ...task, started_at: null, ...NOT_YET }];
  if (type === 'started') return [{ type, ...task, ...NOT_YET }];
  return [{ type, ...task, ...(resources && { resources }) }];
}

function endOf(row: TraceRow): Type {
  if (row.status === 'COMPLETED') return 'completed';
  if (row.status === 'ABORTED') return 'aborted';
  return row.errorAction === 'RETRY' ? 'retried' : 'failed';
}

/**
 * Ends a task whose end was not reported because Nextflow was killed. An exit code above 128 means a signal, not a
 * failure.
 */
function endAbandoned(entry: Entry, { exit, at, isOverLimit }: TaskFact & { kind: 'abandoned' }): TaskObservation[] {
  if (!entry.emitted.has('submitted')) return emit(entry, 'cached');
  const { task } = entry;
  Object.assign(task, { exit_code: exit, completed_at: exit === null ? null : at });
  if (task.completed_at && task.submitted_at) {
    task.duration_ms = Math.max(0, Date.parse(task.completed_at) - Date.parse(task.submitted_at));
  }
  if (isOverLimit) {
    task.exit_code = null; // the signal came from Nextflow
    return emit(entry, 'failed');
  }
  if (exit === null || exit > 128) return emit(entry, 'aborted');
  if (exit === 0) return emit(entry, 'completed');
  return emit(entry, task.error_action === 'RETRY' ? 'retried' : 'failed');
}
