import { constants } from 'node:os';

/** What ends `npm test` before its end: Ctrl-C, or whoever runs it. */
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

  /** As a shell has it, 128 and the signal's number; undefined where nothing interrupted. */
  get exitCode(): number | undefined {
    return this.#by && 128 + constants.signals[this.#by];
  }
}
