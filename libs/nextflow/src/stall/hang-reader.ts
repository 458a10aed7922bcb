/** Last activity of a hanging Nextflow: it aborted the run, or its last task had ended. */
export interface Hang {
  after: 'abort' | 'tasks';
  /** Reported reason of the abort; null if it did not abort or gives no reason. */
  cause: string | null;
}

/** Limited, because a cause may quote a whole command. */
const MOST_CHARACTERS = 500;

const FROM = String.raw`^\w{3}-\d\d [\d:.]+ \[[^\]]*\] \w+ +`;
const ABORTED = new RegExp(`${FROM}nextflow\\.Session - Session aborted -- Cause: (.*)$`);
const TASKS_ENDED = new RegExp(`${FROM}nextflow\\.Session - Session await > all barriers passed`);
/** Lists of running or waiting tasks. Nextflow logs them at each `dumpInterval` in any case. */
const DUMP = new RegExp(`(?:${FROM}\\S*TaskPollingMonitor - (?:!!|%%) executor )|^~> `);

/** Determines from Nextflow's log since when Nextflow should have ended. */
export class HangReader {
  #hang: Hang | null = null;
  #quietLooks = 0;

  /**
   * Reads the lines since the last check. Returns the hang after enough consecutive checks without new lines. A check
   * during a pause restarts the count.
   */
  look(lines: readonly string[], { quietLooks, isPaused }: { quietLooks: number; isPaused: boolean }): Hang | null {
    for (const line of lines) this.#read(line);
    const isQuiet = this.#hang !== null && !isPaused && lines.every((line) => DUMP.test(line));
    this.#quietLooks = isQuiet ? this.#quietLooks + 1 : 0;
    return this.#quietLooks >= quietLooks ? this.#hang : null;
  }

  #read(line: string): void {
    const cause = ABORTED.exec(line)?.[1];
    if (cause !== undefined)
      this.#hang = { after: 'abort', cause: cause === '' || cause === '-' ? null : cause.slice(0, MOST_CHARACTERS) };
    else if (TASKS_ENDED.test(line)) this.#hang ??= { after: 'tasks', cause: null };
  }
}
