import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ServerProcess, stopProcess } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import { thisProcess, type HeldProcess, type ProcessHolder } from './process-holder.ts';
import type { ServiceLocks } from './service-locks.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { untilRoom } from './until-room.ts';

/** Back-off in milliseconds before a crashed service is restarted. The last value repeats. */
const backOff = [0, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Uptime in milliseconds after which the back-off is reset. */
const provenAfter = 60_000;
const IN_ORDER = 'code 0';

/** A process of a running Reprise that is restarted after crashes. */
export class Service {
  readonly name: string;
  readonly #definition: ServiceDefinition;
  readonly #locks: ServiceLocks;
  readonly #say: Say;
  readonly #holder: ProcessHolder;
  readonly #before: () => Promise<unknown>;
  #process: ServerProcess | undefined;
  /** The current or last launch. */
  #launching: Promise<void> | undefined;
  /** Set from `start` until `stop`, which aborts it. */
  #wanted = new AbortController();
  #crashes = 0;
  #ends = 0;
  #recovery: Promise<void> | undefined;

  constructor(
    definition: ServiceDefinition,
    locks: ServiceLocks,
    say: Say,
    holder: ProcessHolder = thisProcess,
    before: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    this.name = definition.name;
    this.#definition = definition;
    this.#locks = locks;
    this.#say = say;
    this.#holder = holder;
    this.#before = before;
  }

  /** Process id. @throws Error while it is down */
  get pid(): number {
    if (this.#process && isRunning(this.#process.identity)) return this.#process.identity.pid;
    throw new Error(`The ${this.name} is down`);
  }

  /** Number of crashes since it last ran stably. */
  get crashes(): number {
    return this.#crashes;
  }

  /** Number of times that it ended by itself. */
  get ends(): number {
    return this.#ends;
  }

  /** The pending restart after a crash. */
  get recovery(): Promise<void> | undefined {
    return this.#recovery;
  }

  /** Adopts a process, and restarts it if it has ended. */
  adopt({ process, age, crashes }: HeldProcess): void {
    this.#process = process;
    this.#crashes = crashes;
    this.#watch(process, performance.now() - age, this.#wanted.signal);
  }

  /** Starts the process and waits until it is ready. A process that does not become ready is stopped. */
  async start(): Promise<void> {
    this.#wanted = new AbortController();
    await this.#launch(this.#wanted.signal);
  }

  get isUp(): boolean {
    return this.#process !== undefined && isRunning(this.#process.identity);
  }

  /** Whether it is down or not ready yet although it was not stopped. */
  get isMissing(): boolean {
    return !this.#wanted.signal.aborted && (!this.isUp || this.#recovery !== undefined);
  }

  /** Asks the process to end, after which it is restarted. No-op while it is down. */
  end(): void {
    if (this.isUp) process.kill(this.pid, this.#definition.stopSignal);
  }

  /** Stops the process gracefully. It stays down until `start`. */
  stop(): Promise<void> {
    this.#wanted.abort();
    return this.#end(this.#definition.stopSignal);
  }

  /** Kills the process (SIGKILL) as in a crash, but it stays down until `start`. */
  kill(): Promise<void> {
    this.#wanted.abort();
    return this.#end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async #launch(unwanted: AbortSignal): Promise<void> {
    const lockFile = this.#locks.file(this.name);
    const launching = this.#definition.launch((command) =>
      this.#holder.start(this.#definition, { ...command, lockFile }),
    );
    this.#launching = launching.then(
      ({ process }) => void (this.#process = process),
      () => undefined,
    );
    const { process, ready } = await launching;
    try {
      unwanted.throwIfAborted();
      await ready();
    } catch (error) {
      await this.#end(this.#definition.stopSignal);
      throw error;
    }
    this.#watch(process, performance.now(), unwanted);
  }

  #watch(process: ServerProcess, since: number, unwanted: AbortSignal): void {
    void process.ended.then((how) => {
      if (!unwanted.aborted) this.#ends += 1;
      const recovery = this.#recover(how, performance.now() - since, unwanted).finally(() => {
        if (this.#recovery === recovery) this.#recovery = undefined;
      });
      this.#recovery = recovery;
    });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    await this.#launching;
    const process = this.#process;
    this.#process = undefined;
    if (process) await stopProcess(process.identity, signal, this.#definition.stopsWithin);
  }

  async #recover(how: string, servedFor: number, unwanted: AbortSignal): Promise<void> {
    // A graceful end was requested, or the service had run stably before.
    if (servedFor > provenAfter || how === IN_ORDER) this.#crashes = 0;
    for (let reason = how; !unwanted.aborted;) {
      const delay = backOff[Math.min(this.#crashes, backOff.length - 1)] ?? 0;
      this.#crashes += 1;
      this.#say(
        `The ${this.name} ended (${reason}); it is started again ${delay === 0 ? 'at once' : `in ${String(delay / 1000)} s`}. Its log: ${this.#definition.logFile}`,
      );
      try {
        const folder = dirname(this.#definition.logFile);
        // If the disk was full, it is started as soon as there is space.
        if (!(await untilRoom(folder, this.name, this.#say, unwanted)))
          await sleep(delay, undefined, { signal: unwanted });
        await this.#before();
        unwanted.throwIfAborted();
        await this.#launch(unwanted);
        this.#say(`The ${this.name} serves again.`);
        return;
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
  }
}
