import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Delay before a restart, like that of a service manager. */
const RESTART_AFTER_MS = 1_000;

export interface KeptCommand {
  readonly name: string;
  /** By default Node. */
  readonly program?: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Receives its output, appended. */
  readonly logFile: string;
}

/** A process that is restarted whenever it ends, until it is stopped. */
export class KeptProcess {
  readonly name: string;
  readonly #command: KeptCommand;
  #child: ChildProcess | undefined;
  readonly #unwanted = new AbortController();
  readonly #kept: Promise<void>;
  #held: Promise<void> = Promise.resolve();
  /** Number of times that it was started. */
  starts = 0;

  constructor(command: KeptCommand) {
    this.name = command.name;
    this.#command = command;
    this.#kept = this.#keep();
  }

  /** Undefined while it is down. */
  get pid(): number | undefined {
    const child = this.#child;
    return child && child.exitCode === null && child.signalCode === null ? child.pid : undefined;
  }

  /** Sends TERM, and KILL after the deadline; resolves when it has ended. */
  async stop(milliseconds: number): Promise<void> {
    this.#unwanted.abort();
    this.#child?.kill('SIGTERM');
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), milliseconds);
    await this.#kept;
    clearTimeout(timer);
  }

  /** Postpones restarts until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return resolve;
  }

  async #keep(): Promise<void> {
    const { signal } = this.#unwanted;
    while (!signal.aborted) {
      await this.#run();
      await sleep(RESTART_AFTER_MS, undefined, { signal }).catch(() => undefined);
      await this.#held;
    }
  }

  async #run(): Promise<void> {
    const { program = process.execPath, args, env, cwd, logFile } = this.#command;
    const log = openSync(logFile, 'a');
    this.starts += 1;
    // A separate session, so that Ctrl-C reaches only the campaign.
    const child = spawn(program, args, { env, cwd, detached: true, stdio: ['ignore', log, log] });
    this.#child = child;
    closeSync(log);
    await once(child, 'exit');
  }
}
