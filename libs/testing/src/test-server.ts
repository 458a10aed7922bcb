import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopProcess, type ServerProcess } from '@reprise/local-servers';
import pRetry from 'p-retry';

/** A real server for a test. Its address stays the same through every restart. */
export interface TestServer {
  readonly url: string;
  /** Ends it for good and removes what it stored. */
  stop(): Promise<void>;
  /** Ends it as a crash would (SIGKILL); it keeps what it stored. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. */
  start(): Promise<void>;
  /** Stops it in order and starts it again. */
  restart(): Promise<void>;
}

/** The process behind a test server, with its id in a file where the guardian finds it. */
export class RestartableProcess {
  readonly #folder: string;
  readonly #launch: () => Promise<ServerProcess>;
  readonly #stopSignal: NodeJS.Signals;
  #identity: ServerProcess['identity'] | undefined;
  #killed = false;

  constructor(
    folder: string,
    stopSignal: NodeJS.Signals,
    launch: () => Promise<ServerProcess>,
    identity?: ServerProcess['identity'],
  ) {
    this.#folder = folder;
    this.#stopSignal = stopSignal;
    this.#launch = launch;
    this.#identity = identity;
  }

  get identity(): ServerProcess['identity'] | undefined {
    return this.#identity;
  }

  /** Tries for a while where it was killed: processes of its own may outlive it for a moment, and keep a new one from starting. */
  async start(): Promise<void> {
    const every = { retries: Infinity, factor: 1, minTimeout: 100, maxRetryTime: 30_000 };
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
