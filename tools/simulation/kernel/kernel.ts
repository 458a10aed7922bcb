import { setImmediate as afterMicrotasks } from 'node:timers';
import type { MockTimers } from 'node:test';
import type { Fate } from './fate.ts';
import type { Process } from './process.ts';

/** Call of a simulated port, until the kernel performs it. */
interface Call {
  readonly process: Process;
  readonly what: string;
  readonly isReady: () => boolean;
  readonly perform: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly lost: (() => Error) | undefined;
}

interface CallOptions {
  /**
   * Whether the call can return now; a read that waits for an event, for example, may not. By default, it always can.
   */
  readonly isReady?: () => boolean;
  /** Creates the error that the caller gets if the request or the answer is lost. Absent: neither can be lost. */
  readonly lost?: () => Error;
}

interface KernelOptions {
  /** Seeded, from 0 to 1. */
  readonly next: () => number;
  /** Fates of calls by step, from 1. */
  readonly fates: ReadonlyMap<number, Fate>;
  readonly timers: MockTimers;
  /** Called after each step. */
  readonly onStep: () => void;
}

/** Simulated milliseconds for which the clock advances while no call can be performed, and for each call. */
const IDLE_MS = 250;
const STEP_MS = 2;

/**
 * Schedules all calls to simulated ports, one at a time. The seed determines which call is next, and whether the caller
 * dies before or after it, or does not get the response. Code between two calls runs without interruption.
 */
export class Kernel {
  /** Number of calls performed. */
  steps = 0;
  readonly trace: string[] = [];
  readonly #options: KernelOptions;
  #calls: Call[] = [];
  #isHealed = false;

  constructor(options: KernelOptions) {
    this.#options = options;
  }

  /** Number of the process's next choice, from 0 to `below` - 1. */
  choose(below: number): number {
    return Math.floor(this.#options.next() * below);
  }

  note(line: string): void {
    this.trace.push(line);
  }

  /** Performs a call of a process when the kernel chooses it. Never settles if the process dies. */
  call<T>(
    process: Process,
    what: string,
    perform: () => T | Promise<T>,
    { isReady = () => true, lost }: CallOptions = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!process.isAlive) return;
      this.#calls.push({
        process,
        what,
        isReady,
        perform: async () => perform(),
        resolve: resolve as Call['resolve'],
        reject,
        lost,
      });
    });
  }

  /** Resolves after a simulated time. */
  async sleep(process: Process, ms: number): Promise<void> {
    const due = Date.now() + ms;
    await this.call(process, `waits ${String(ms)} ms`, () => undefined, { isReady: () => Date.now() >= due });
  }

  /** Ends all faults. */
  heal(): void {
    this.#isHealed = true;
  }

  kill(process: Process): void {
    if (!process.isAlive) return;
    this.note(`      ${process.name} dies`);
    this.#calls = this.#calls.filter((call) => call.process !== process);
    process.die();
  }

  /** Runs until a condition holds, checked after each step. @returns false after too many simulated milliseconds */
  async runUntil(holds: () => boolean, maxMs: number): Promise<boolean> {
    const deadline = Date.now() + maxMs;
    await settled();
    while (!holds()) {
      if (Date.now() > deadline) return false;
      const call = this.#take();
      if (call) await this.#perform(call);
      this.#options.timers.tick(call ? STEP_MS : IDLE_MS);
      await settled();
      if (call) this.#options.onStep();
    }
    return true;
  }

  #take(): Call | undefined {
    const ready = this.#calls.filter((call) => call.isReady());
    const call = ready[this.choose(ready.length)];
    if (call) this.#calls.splice(this.#calls.indexOf(call), 1);
    return call;
  }

  async #perform(call: Call): Promise<void> {
    this.steps += 1;
    const fate = this.#fateOf(call);
    const { process, what, perform, resolve, reject, lost } = call;
    this.note(`${String(this.steps).padStart(5)} ${process.name} ${what}${fate === null ? '' : ` (${fate})`}`);
    if (fate === 'dies_before') return this.kill(process);
    if (fate === 'request_lost') return reject(lost!());
    const result = await perform().then(
      (value) => ({ value }),
      (error: unknown) => ({ error: error as Error }),
    );
    if (fate === 'dies_after') this.kill(process);
    else if (fate === 'answer_lost') reject(lost!());
    else if ('error' in result) reject(result.error);
    else resolve(result.value);
  }

  /** Returns null for a call that is performed and answered. */
  #fateOf({ process, lost }: Call): Fate | null {
    const fate = this.#options.fates.get(this.steps) ?? null;
    if (this.#isHealed || fate === null || !process.isMortal) return null;
    return fate === 'dies_before' || fate === 'dies_after' || lost ? fate : null;
  }
}

/** Resolves once the code that ran on the last answer waits for its next call. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    afterMicrotasks(resolve);
  });
