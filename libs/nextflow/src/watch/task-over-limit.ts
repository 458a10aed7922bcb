/** Cause that Nextflow 26.04 reports for a local task that it ended at its time limit. */
export const NOT_EXITED = "process hasn't exited";

const HEAD = /^ERROR ~ Error executing process > '(.+)'$/;

/**
 * Finds, in the output lines, the task that Nextflow ended at its time limit. In the trace, the task is still running.
 */
export class TaskOverLimit {
  #reported: string | null = null;
  #name: string | null = null;

  /** Name of the task; null if there is none. */
  get name(): string | null {
    return this.#name;
  }

  line(line: string): void {
    const reported = HEAD.exec(line)?.[1];
    if (reported !== undefined) this.#reported = reported;
    else if (line.trim() === NOT_EXITED) this.#name ??= this.#reported;
    else if (line !== '' && line !== 'Caused by:') this.#reported = null;
  }
}
