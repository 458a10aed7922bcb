import { constants } from 'node:os';

/** Reason to end `npm test` early: Ctrl-C, or a signal of its caller. */
export class Interruption {
  readonly #controller = new AbortController();
  #by: NodeJS.Signals | undefined;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        this.#by ??= signal;
        this.#controller.abort();
      });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Exit code, as in a shell: 128 plus the signal number; undefined if there was no interruption. */
  get exitCode(): number | undefined {
    return this.#by && 128 + constants.signals[this.#by];
  }
}
