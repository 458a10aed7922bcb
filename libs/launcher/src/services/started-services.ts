import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from '@reprise/setup';
import pWaitFor from 'p-wait-for';
import { thisProcess, type ProcessHolder } from './process-holder.ts';
import type { ServiceLocks } from './service-locks.ts';
import { Service } from './service.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** Number of tries to start a service before its start fails, if others end in the meantime. */
const TRIES = 3;
/** Milliseconds within which those others can become ready again. */
const RECOVERED_WITHIN = 60_000;

/** Milliseconds within which all services that end at the same time are reported. */
const NOTICED_WITHIN = 50;
/** Milliseconds after which a service is restarted even if an earlier one is still down. */
const SERVE_WITHIN = 30_000;

/** The services of one start, in start order. */
export class StartedServices {
  readonly #services: Service[] = [];
  readonly #locks: ServiceLocks;
  readonly #say: Say;
  readonly #holder: ProcessHolder;
  #stopping: Promise<void> | undefined;

  constructor(locks: ServiceLocks, say: Say, holder: ProcessHolder = thisProcess) {
    this.#locks = locks;
    this.#say = say;
    this.#holder = holder;
  }

  /**
   * Starts another service and waits until it is ready. Adopts it if its process is already running.
   * @throws Error if it does not become ready, or if all are being stopped
   */
  async start(definition: ServiceDefinition): Promise<Service> {
    if (this.#stopping) throw new Error(`The ${definition.name} was not started: Reprise is being stopped`);
    const earlier = [...this.#services];
    const service = new Service(definition, this.#locks, this.#say, this.#holder, () => serve(earlier));
    this.#services.push(service);
    const held = this.#holder.held(definition.name);
    if (held) {
      service.adopt(held);
      return service;
    }
    this.#say(`Starting ${definition.name}`);
    for (let tries = 1; !(await this.#serves(service, definition.logFile, tries)); tries += 1);
    return service;
  }

  /**
   * Whether it is ready; false to try again, because a dependency ended in the meantime.
   * @throws Error if it does not become ready
   */
  async #serves(service: Service, log: string, tries: number): Promise<boolean> {
    const ends = new Map(this.#services.map((each) => [each, each.ends]));
    try {
      await service.start();
      return true;
    } catch (error) {
      const ended = this.#services.filter((each) => each !== service && each.ends !== ends.get(each));
      if (this.#stopping || tries === TRIES || ended.length === 0) throw error;
      const names = ended.map(({ name }) => `the ${name}`).join(' and ');
      this.#say(
        `The ${service.name} did not start, since ${names} ended meanwhile; it is tried again. Its log: ${log}`,
      );
      await Promise.race([this.recovered(), sleep(RECOVERED_WITHIN, undefined, { ref: false })]);
      return false;
    }
  }

  /** Waits until no crashed service is being restarted. */
  async recovered(): Promise<void> {
    const recoveries = () => this.#services.flatMap(({ recovery }) => recovery ?? []);
    for (let current = recoveries(); current.length > 0; current = recoveries()) await Promise.all(current);
  }

  /** Process of a service; undefined while it is down. */
  pid(name: string): number | undefined {
    const service = this.#named(name);
    return service?.isUp ? service.pid : undefined;
  }

  /** Asks a service to end, after which it is restarted. */
  end(name: string): void {
    this.#named(name)?.end();
  }

  #named(name: string): Service | undefined {
    return this.#services.find((service) => service.name === name);
  }

  /** Number of crashes of each service since it last ran stably. */
  crashes(): Record<string, number> {
    return Object.fromEntries(this.#services.map(({ name, crashes }) => [name, crashes]));
  }

  /** Stops all services in reverse order, including those that are still starting. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stopAll());
  }

  async #stopAll(): Promise<void> {
    for (const service of this.#services.toReversed()) await service.stop();
  }
}

/** Waits a limited time until services that ended are ready again. */
async function serve(services: readonly Service[]): Promise<void> {
  await sleep(NOTICED_WITHIN);
  const timeout = { milliseconds: SERVE_WITHIN, fallback: () => undefined };
  await pWaitFor(() => services.every(({ isMissing }) => !isMissing), { interval: 50, timeout });
}
