import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { checkout } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';

/** Delay before a restart, like that of a service manager. */
const RESTART_AFTER_MS = 1_000;

/** A service, or a command, that a shell starts in a checkout as the documentation says. */
export class DocumentedService {
  readonly #block: string;
  readonly #logFile: string;
  readonly #env: NodeJS.ProcessEnv;
  /** Checkout of the release that it runs from its next start on. */
  release: string;
  /** Whether it is started again when it ends by itself, as by a service manager. */
  isKept = false;
  #child: ChildProcess | undefined;

  /** @param logFile receives its output, appended */
  constructor(block: string, logFile: string, env: NodeJS.ProcessEnv = {}, release = checkout) {
    this.#block = block;
    this.#logFile = logFile;
    this.#env = env;
    this.release = release;
  }

  start(): void {
    const log = openSync(this.#logFile, 'a');
    // In a separate process group, so that a signal reaches all of its processes.
    this.#child = spawn('sh', ['-c', this.#block], {
      cwd: this.release,
      env: { PATH: process.env['PATH'], ...this.#env },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    if (this.isKept) this.#restartAfter(this.#child);
  }

  /** Sends a signal and waits until the service has ended. The shell may end before it. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const group = this.#child?.pid;
    this.#child = undefined;
    if (group === undefined || !sendTo(group, signal)) return;
    await waitUntil(() => !sendTo(group, 0), { what: `the service of ${this.#logFile} has ended` });
  }

  #restartAfter(child: ChildProcess): void {
    child.once('exit', () => setTimeout(() => child === this.#child && this.start(), RESTART_AFTER_MS).unref());
  }

  /** Runs a command to its end. @returns its exit code */
  async run(): Promise<number | null> {
    this.start();
    const [code] = (await once(this.#child!, 'exit')) as [number | null];
    return code;
  }
}

/** Sends a signal to a process group. Returns false if no process in it is left. */
function sendTo(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
