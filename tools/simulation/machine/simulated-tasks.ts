import type { EndReport, WhyNot } from '@reprise/executors';
import { AttemptTasks, type LocalAttempt } from '@reprise/runner/simulation';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process.ts';
import type { Plant } from '../plants.ts';
import type { Machine } from './machine.ts';

/** Ends, pauses and continues the processes of a simulated machine, for one runner process. */
export class SimulatedTasks extends AttemptTasks {
  readonly #kernel: Kernel;
  readonly #process: Process;
  readonly #machine: Machine;
  readonly #plant: Plant | null;
  readonly #ends = new Map<string, Promise<EndReport>>();

  constructor(kernel: Kernel, process: Process, machine: Machine, plant: Plant | null) {
    super(1_000);
    this.#kernel = kernel;
    this.#process = process;
    this.#machine = machine;
    this.#plant = plant;
  }

  override terminate(local: LocalAttempt): Promise<EndReport> {
    return this.#once(local, () => this.#terminate(local));
  }

  override sweep(local: LocalAttempt): Promise<EndReport> {
    return this.#once(local, () => this.#kill(local, true));
  }

  override async pause(local: LocalAttempt): Promise<WhyNot> {
    return this.#kernel.call(this.#process, 'freezes an attempt', () => {
      const processes = this.#of(local);
      if (processes?.status !== 'running') return { name: 'local', message: 'Nextflow has ended', left: null };
      processes.isFrozen = true;
      return null;
    });
  }

  override async unpause(local: LocalAttempt): Promise<WhyNot> {
    return this.#kernel.call(this.#process, 'thaws an attempt', () => {
      const processes = this.#of(local);
      if (processes) processes.isFrozen = false;
      return null;
    });
  }

  override isOver(local: LocalAttempt): boolean {
    return this.#of(local)?.status !== 'running';
  }

  override retry({ key }: LocalAttempt): void {
    this.#ends.delete(key);
  }

  override forget(local: LocalAttempt): void {
    this.retry(local);
  }

  #of({ key }: LocalAttempt) {
    return this.#machine.attempts.get(key);
  }

  #once(local: LocalAttempt, end: () => Promise<EndReport>): Promise<EndReport> {
    const running = this.#ends.get(local.key) ?? end();
    this.#ends.set(local.key, running);
    return running;
  }

  /** Sends TERM to Nextflow, after recording the time, and then KILL to the remaining processes. */
  async #terminate(local: LocalAttempt): Promise<EndReport> {
    const processes = this.#of(local);
    if (!processes) return this.#kill(local, true);
    const isFirst = await this.#kernel.call(this.#process, 'writes the cancel marker', () => {
      const isNew = processes.cancelMarker === null;
      processes.cancelMarker ??= new Date().toISOString();
      return isNew;
    });
    const wasOver = await this.#kernel.call(this.#process, 'sends TERM', () => {
      if (processes.status === 'gated') this.#machine.abort(processes);
      if (processes.status !== 'running') return true;
      this.#machine.exit(processes, 'SIGTERM');
      return false;
    });
    const report = await this.#kill(local, wasOver);
    if (wasOver && isFirst)
      await this.#kernel.call(this.#process, 'removes the cancel marker', () => {
        processes.cancelMarker = null;
      });
    return report;
  }

  async #kill(local: LocalAttempt, ended_before_signal: boolean): Promise<EndReport> {
    const { ended, survivors } = await this.#kernel.call(this.#process, 'kills what is left', () => {
      const processes = this.#of(local);
      if (!processes || this.#plant === 'early-ending') return { ended: 0, survivors: [] };
      return this.#machine.killTasks(processes);
    });
    const at = new Date().toISOString();
    const signals = ended_before_signal ? [] : [{ signal: 'SIGTERM', target: 'nextflow', at }];
    return { ended_before_signal, signals, processes_ended: ended, survivors, executors: [] };
  }
}
