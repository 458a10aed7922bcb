import type { TraceRow } from '../records/trace-reader.ts';

/**
 * Numbers the tasks of one hash in the order of Nextflow's output, which is the same each time it is read. Tasks with equal
 * inputs share their hash and their work dir, in one run as in a resume; the short hash can also be that of two dirs.
 */
export class TaskIdentities {
  readonly #tasks = new Map<string, { names: string[]; ended: Set<number>; rows: Set<string> }>();

  /** Identity of the task that a line of the output announces. */
  announced(hash: string, name: string): string {
    return identity(hash, this.#of(hash).names.push(name));
  }

  /**
   * Identity of the task that a row of the trace ends: the first of that name without a row, else the first without one.
   * Null where Nextflow repeats a row: at the end of a run it does, for tasks that completed before it noted their start.
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

  /** Identity of the task whose failure Nextflow notes: the first without a row. */
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

/** `ab/cdef12`, of the second task of that hash `ab/cdef12-2`. */
const identity = (hash: string, number: number) => (number <= 1 ? hash : `${hash}-${number}`);

/** The hash without the number of the task: where its work dir is. */
export const hashOf = (id: string): string => id.replace(/-\d+$/, '');
