import { ensureApp, errorText, thisMachine } from '@reprise/setup';
import type { Reprise } from '@reprise/launcher';
import type { ServiceToRestart } from './affected.ts';

/** Builds and restarts services, one after the other; what is asked meanwhile is done once, afterwards. */
export class Restarts {
  readonly #services: Reprise['services'];
  readonly #say: (line: string) => void;
  readonly #wanted = new Set<ServiceToRestart>();
  #working: Promise<void> | undefined;

  constructor(services: Reprise['services'], say: (line: string) => void) {
    this.#services = services;
    this.#say = say;
  }

  ask(names: readonly ServiceToRestart[]): void {
    for (const name of names) this.#wanted.add(name);
    if (this.#wanted.size > 0) this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  /** When nothing is under way. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    // A set gives what is added while it is walked through, too.
    for (const name of this.#wanted) {
      this.#wanted.delete(name);
      await this.#restart(name);
    }
  }

  /** One that cannot be built goes on as it was; one that does not come to serve stays down until the next change. */
  async #restart(name: ServiceToRestart): Promise<void> {
    const began = performance.now();
    try {
      await ensureApp(thisMachine(), name, this.#say);
      await this.#services[name].restart();
      this.#say(`The ${name} serves anew (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.#say(errorText(error));
    }
  }
}
