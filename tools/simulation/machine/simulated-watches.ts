import type { Ended } from '@reprise/nextflow';
import { AttemptWatches, type LocalAttempt, type StartedAttempt, type WatchEnd } from '@reprise/runner/simulation';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process.ts';
import type { Machine } from './machine.ts';
import type { SimulatedTasks } from './simulated-tasks.ts';

/** Waits for attempts on a simulated machine to end, and removes what they leave behind. */
export class SimulatedWatches extends AttemptWatches {
  readonly #kernel: Kernel;
  readonly #process: Process;
  readonly #machine: Machine;
  readonly #tasks: SimulatedTasks;
  readonly #watches = new Map<string, Promise<WatchEnd>>();

  constructor(kernel: Kernel, process: Process, machine: Machine, tasks: SimulatedTasks) {
    // No method of the base class is used.
    super({} as ConstructorParameters<typeof AttemptWatches>[0]);
    this.#kernel = kernel;
    this.#process = process;
    this.#machine = machine;
    this.#tasks = tasks;
  }

  override has({ key }: LocalAttempt): boolean {
    return this.#watches.has(key);
  }

  override ensure(started: StartedAttempt, _: unknown, onEnd: () => void): Promise<WatchEnd> {
    const running = this.#watches.get(started.key);
    if (running) return running;
    const watch = this.#watch(started);
    this.#watches.set(started.key, watch);
    void watch.then(onEnd);
    return watch;
  }

  override forget({ key }: LocalAttempt): void {
    this.#watches.delete(key);
  }

  async #watch(started: StartedAttempt): Promise<WatchEnd> {
    const end = (): Ended => {
      const processes = this.#machine.attempts.get(started.key);
      return processes ? processes.end! : { status: 'none' };
    };
    const isReady = () => {
      const processes = this.#machine.attempts.get(started.key);
      return !processes || processes.end !== null;
    };
    const ended = await this.#kernel.call(this.#process, 'sees the end of an attempt', end, { isReady });
    return { ended, report: await this.#tasks.sweep(started) };
  }
}
