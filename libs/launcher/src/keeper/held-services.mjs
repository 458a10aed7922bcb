// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { spawnLogged } from '@reprise/local-servers/spawn-logged';

/** Maximum wait for a killed process, in milliseconds. */
const KILLED_WITHIN = 5_000;

/**
 * @typedef {object} Held
 * @property {import('../services/service-definition.ts').Stoppable} service
 * @property {import('node:child_process').ChildProcess} child
 * @property {number} pid
 * @property {import('@reprise/local-servers').ServerCommand | undefined} command where it starts the service again
 * @property {string} logFile
 * @property {number} logStart
 * @property {number} since
 * @property {number | undefined} until
 * @property {string | undefined} how
 * @property {Promise<true>} ended
 */

/** @typedef {Pick<Held, 'service' | 'child' | 'pid' | 'logStart' | 'how' | 'ended' | 'command'>} Ahead */

/** Processes of the services, which are children of this process, in the order in which they were first started. */
export class HeldServices {
  /** @type {Map<string, Held>} */
  #services = new Map();
  /** Processes that were started in advance. @type {Map<string, Promise<Ahead | undefined>>} */
  #ahead = new Map();
  #onEnd;

  /** @param {(pid: number, how: string) => void} onEnd */
  constructor(onEnd) {
    this.#onEnd = onEnd;
  }

  /** Whether a process has ended and was not restarted. */
  get hasEnded() {
    return [...this.#services.values()].some(({ how }) => how !== undefined);
  }

  /** @returns {import('./messages.ts').HeldRecord[]} */
  records() {
    return [...this.#services.values()].map(({ service, pid, logFile, logStart, since, until, how }) => {
      const age = (until ?? performance.now()) - since;
      return { name: service.name, pid, logFile, logStart, age, how };
    });
  }

  /**
   * @param {import('../services/service-definition.ts').Stoppable} service
   * @param {import('@reprise/local-servers').ServerCommand} command
   */
  async start(service, command) {
    const { child, pid, logStart } = (await this.#takeAhead(service.name, command)) ?? (await spawnLogged(command));
    /** @type {Promise<[number | null, string | null]>} */
    const exit = new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
    const ended = exit.then(([code, signal]) => this.#end(held, signal ?? `code ${String(code)}`));
    /** @type {Held} */
    const held = {
      service,
      child,
      pid,
      logFile: command.logFile,
      logStart,
      since: performance.now(),
      command: service.startsByItsCommand ? command : undefined,
      until: undefined,
      how: undefined,
      ended,
    };
    this.#services.set(service.name, held);
    return { pid, logStart };
  }

  /**
   * @param {string} name
   * @returns {number | undefined} process id of a service; undefined while it is down
   */
  pid(name) {
    const held = this.#services.get(name);
    return held?.how === undefined ? held?.pid : undefined;
  }

  /**
   * Asks a service to end.
   * @param {string} name
   */
  end(name) {
    const held = this.#services.get(name);
    held?.child.kill(held.service.stopSignal);
  }

  /**
   * Restarts a service that ended while all others are running, with its last command. The next request to start it
   * gets this process. If that fails, the requester must start it.
   * @param {string} name
   */
  startAhead(name) {
    const held = this.#services.get(name);
    const areOthersUp = [...this.#services.values()].every((each) => each === held || each.how === undefined);
    const command = held?.command;
    if (!held || !command || held.how === undefined || !areOthersUp || this.#ahead.has(name)) return;
    const started = spawnLogged(command).then(
      ({ child, pid, logStart }) => {
        const ended = new Promise((resolve) => child.once('exit', () => resolve(true)));
        return { service: held.service, child, pid, logStart, how: undefined, ended, command };
      },
      () => undefined,
    );
    this.#ahead.set(name, started);
  }

  /**
   * @param {string} name
   * @param {import('@reprise/local-servers').ServerCommand} command
   */
  async #takeAhead(name, command) {
    const ahead = await this.#ahead.get(name);
    this.#ahead.delete(name);
    if (!ahead || hasEnded(ahead.child)) return undefined;
    if (isDeepStrictEqual(ahead.command, command)) return ahead;
    await stop(ahead);
    return undefined;
  }

  /** Stops all services in the reverse order of their start. */
  async stop() {
    for (const started of this.#ahead.values()) {
      const ahead = await started;
      if (ahead && !hasEnded(ahead.child)) await stop(ahead);
    }
    for (const held of [...this.#services.values()].toReversed()) await stop(held);
  }

  /**
   * @param {Held} held
   * @param {string} how
   * @returns {true}
   */
  #end(held, how) {
    held.how = how;
    held.until = performance.now();
    this.#onEnd(held.pid, how);
    return true;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 */
const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/** @param {Pick<Held, 'service' | 'child' | 'how' | 'ended'>} held */
async function stop({ service, child, how, ended }) {
  if (how !== undefined) return;
  child.kill(service.stopSignal);
  if (await Promise.race([ended, sleep(service.stopsWithin, false)])) return;
  child.kill('SIGKILL');
  await Promise.race([ended, sleep(KILLED_WITHIN)]);
}
