import type { TraceRow } from '../records/trace-reader.ts';

/**
 * Numbers the tasks with the same hash in the order of Nextflow's output, which is the same on each read. Tasks with
 * equal inputs share their hash and work dir, in a run and in its resumes. A short hash can also match two dirs.
 */
export class TaskIdentities {
  readonly #tasks = new Map<string, { names: string[]; ended: Set<number>; rows: Set<string> }>();

  /** Identity of the task that an output line announces. */
  announced(hash: string, name: string): string {
    return identity(hash, this.#of(hash).names.push(name));
  }

  /**
   * Identity of the task that a trace row ends: the first one of that name without a row, else the first one without a
   * row. Null if Nextflow repeats a row, as it does at the end of a run for tasks that completed before it recorded
   * their start.
   */
  ended({ hash, name, submit, complete }: Pick<TraceRow, 'hash' | 'name' | 'submit' | 'complete'>): string | null {
    const { names, ended, rows } = this.#of(hash);
    const row = JSON.stringify([name, submit, complete]);
    if (ended.size >= names.length && rows.has(row)) return null;
    rows.add(row);
    let number = names.findIndex((each, i) => each === name && !ended.has(i + 1)) + 1;
    if (number === 0) for (number = 1; ended.has(number);) number += 1;
    ended.add(number);
    return identity(hash, number);
  }

  /** Identity of the task whose failure Nextflow reports: the first one without a row. */
  noted(hash: string): string {
    const { names, ended } = this.#of(hash);
    const open = names.findIndex((_, i) => !ended.has(i + 1)) + 1;
    return identity(hash, open || names.length);
  }

  #of(hash: string) {
    const tasks = this.#tasks.get(hash) ?? { names: [], ended: new Set(), rows: new Set() };
    this.#tasks.set(hash, tasks);
    return tasks;
  }
}

/** `ab/cdef12`, or `ab/cdef12-2` for the second task with that hash. */
const identity = (hash: string, number: number) => (number <= 1 ? hash : `${hash}-${number}`);

/** The hash without the task number, for its work dir. */
export const hashOf = (id: string): string => id.replace(/-\d+$/, '');
