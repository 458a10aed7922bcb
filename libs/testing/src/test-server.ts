import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopProcess, type ServerProcess } from '@reprise/local-servers';
import pRetry from 'p-retry';

/** Real server for tests. Its address survives restarts. */
export interface TestServer {
  readonly url: string;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
  /** Kills it (SIGKILL); keeps its data. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. */
  start(): Promise<void>;
  /** Stops it gracefully and starts it again. */
  restart(): Promise<void>;
}

/** Process of a test server. Its pid is in a file for the guardian. */
export class RestartableProcess {
  readonly #folder: string;
  readonly #launch: () => Promise<ServerProcess>;
  readonly #stopSignal: NodeJS.Signals;
  #identity: ServerProcess['identity'] | undefined;
  #killed = false;

  constructor(folder: string, stopSignal: NodeJS.Signals, launch: () => Promise<ServerProcess>) {
    this.#folder = folder;
    this.#stopSignal = stopSignal;
    this.#launch = launch;
  }

  /** Whether it was started, and not ended by this class. */
  get runs(): boolean {
    return this.#identity !== undefined;
  }

  /** Starts the process. After a kill, retries, because surviving children can block a new start for a moment. */
  async start(): Promise<void> {
    const every = { retries: Infinity, factor: 1, minTimeout: 100, maxRetryTime: 120_000 };
    const { identity } = await pRetry(() => this.#launch(), this.#killed ? every : { retries: 0 });
    this.#identity = identity;
    this.#killed = false;
    writeFileSync(join(this.#folder, 'pid'), String(identity.pid));
  }

  stop(): Promise<void> {
    return this.#end(this.#stopSignal);
  }

  kill(): Promise<void> {
    this.#killed = true;
    return this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#identity === undefined) return;
    await stopProcess(this.#identity, signal, 10_000);
    this.#identity = undefined;
    rmSync(join(this.#folder, 'pid'), { force: true });
  }
}
