// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnLogged } from '@reprise/local-servers/spawn-logged';

/** Milliseconds after which a killed process is waited for no longer. */
const KILLED_WITHIN = 5_000;

/**
 * @typedef {object} Held
 * @property {import('../services/service-definition.ts').Stoppable} service
 * @property {import('node:child_process').ChildProcess} child
 * @property {number} pid
 * @property {string} logFile
 * @property {number} logStart
 * @property {number} since
 * @property {number | undefined} until
 * @property {string | undefined} how
 * @property {Promise<true>} ended
 */

/** The processes of the services, as children of this one, in the order in which they were first started. */
export class HeldServices {
  /** @type {Map<string, Held>} */
  #services = new Map();
  #onEnd;

  /** @param {(pid: number, how: string) => void} onEnd */
  constructor(onEnd) {
    this.#onEnd = onEnd;
  }

  /** Whether one has ended that was not started again. */
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
    const { child, pid, logStart } = await spawnLogged(command);
    /** @type {Promise<[number | null, string | null]>} */
    const exit = new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
    const ended = exit.then(([code, signal]) => this.#end(held, signal ?? `code ${String(code)}`));
    /** @type {Held} */
    const held = {
      ...{ service, child, pid, logFile: command.logFile, logStart, since: performance.now() },
      ...{ until: undefined, how: undefined, ended },
    };
    this.#services.set(service.name, held);
    return { pid, logStart };
  }

  /**
   * @param {string} name
   * @returns {number | undefined} the process of a service; undefined while it is down
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

  /** Stops all in order, the last started first. */
  async stop() {
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

/** @param {Held} held */
async function stop({ service, child, how, ended }) {
  if (how !== undefined) return;
  child.kill(service.stopSignal);
  if (await Promise.race([ended, sleep(service.stopsWithin, false)])) return;
  child.kill('SIGKILL');
  await Promise.race([ended, sleep(KILLED_WITHIN)]);
}
