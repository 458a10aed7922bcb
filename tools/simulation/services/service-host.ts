import { Process } from '../kernel/process.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Longest simulated time until a dead service is restarted, which is longer than a runner's lease. */
const RESTART_MS = 30_000;

/** Starts a service, and restarts it a while after each death, as a service manager does. */
export class ServiceHost {
  readonly name: string;
  readonly #kernel: Kernel;
  readonly #run: (process: Process) => void;
  readonly #onDeath: () => void;
  readonly #manager: Process;
  #process: Process | null = null;
  /** Whether a dead service is restarted immediately. */
  isHealed = false;

  constructor(name: string, kernel: Kernel, run: (process: Process) => void, onDeath: () => void = () => undefined) {
    this.name = name;
    this.#kernel = kernel;
    this.#run = run;
    this.#onDeath = onDeath;
    this.#manager = new Process(`${name}'s manager`, { isMortal: false });
  }

  /** The running process; null while it is dead. */
  get process(): Process | null {
    return this.#process;
  }

  start(): void {
    const process = new Process(this.name, { isMortal: true, onDeath: () => this.#died() });
    this.#process = process;
    this.#run(process);
  }

  #died(): void {
    this.#process = null;
    this.#onDeath();
    void this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    const due = Date.now() + this.#kernel.choose(RESTART_MS);
    await this.#kernel.call(this.#manager, `starts ${this.name}`, () => this.start(), {
      isReady: () => this.isHealed || Date.now() >= due,
    });
  }
}
