/** Last act of a Nextflow that hangs: it aborted the run, or its last task had ended. */
export interface Hang {
  after: 'abort' | 'tasks';
  /** Why it aborted, as it says; null where it did not abort, or does not say. */
  cause: string | null;
}

/** A cause may quote a whole command. */
const MOST_CHARACTERS = 500;

const FROM = String.raw`^\w{3}-\d\d [\d:.]+ \[[^\]]*\] \w+ +`;
const ABORTED = new RegExp(`${FROM}nextflow\\.Session - Session aborted -- Cause: (.*)$`);
const TASKS_ENDED = new RegExp(`${FROM}nextflow\\.Session - Session await > all barriers passed`);
/** Lists of tasks that run or wait, which Nextflow writes each `dumpInterval` whatever happens. */
const DUMP = new RegExp(`(?:${FROM}\\S*TaskPollingMonitor - (?:!!|%%) executor )|^~> `);

/** Reads the log of a Nextflow for how long it is that it should have ended. */
export class HangReader {
  #hang: Hang | null = null;
  #quietLooks = 0;

  /**
   * Takes the lines since the last look, and returns the hang once enough looks in a row found nothing new. A look at a paused
   * attempt begins the count again.
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
