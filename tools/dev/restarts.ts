import { statSync } from 'node:fs';
import { errorText } from '@reprise/setup';

/** A service that needs a restart after a new build. */
interface Restartable {
  restart(): Promise<void>;
}

interface Parts {
  readonly services: Readonly<Record<'gateway' | 'runner', Restartable>>;
  /** Builds both services, if their sources have changed. */
  readonly build: () => Promise<void>;
  /** The built file of a service. */
  readonly built: (service: string) => string;
  readonly say: (line: string) => void;
}

/**
 * Builds after changes, and restarts each service whose build is different. Changes that are made during a build are
 * collected and handled afterwards.
 */
export class Restarts {
  readonly #parts: Parts;
  #changed: string[] = [];
  #working: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param paths of changed files, relative to the checkout */
  ask(paths: readonly string[]): void {
    this.#changed.push(...paths);
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  /** Resolves when no build or restart is in progress. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#changed.length > 0) {
      const began = performance.now();
      // A service reads its pipelines only at startup.
      const pipelines = this.#changed.some((path) => path.startsWith('pipelines/') && !path.includes('/demo/'));
      this.#changed = [];
      const before = { gateway: this.#builtAt('gateway'), runner: this.#builtAt('runner') };
      try {
        await this.#parts.build();
      } catch (error) {
        this.#parts.say(errorText(error)); // The old one keeps running after a build error.
        continue;
      }
      for (const name of ['gateway', 'runner'] as const)
        if (pipelines || this.#builtAt(name) !== before[name]) await this.#restart(name, began);
    }
  }

  /** A service that does not become ready stays down until the next change. */
  async #restart(name: 'gateway' | 'runner', began: number): Promise<void> {
    try {
      await this.#parts.services[name].restart();
      this.#parts.say(`The ${name} serves anew (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.#parts.say(errorText(error));
    }
  }

  #builtAt(name: string): number | undefined {
    return statSync(this.#parts.built(name), { throwIfNoEntry: false })?.mtimeMs;
  }
}
