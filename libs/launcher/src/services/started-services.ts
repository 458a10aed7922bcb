import type { Say } from '@reprise/setup';
import { thisProcess, type ProcessHolder } from './process-holder.ts';
import type { ServiceLocks } from './service-locks.ts';
import { Service } from './service.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** The services of one start, in the order in which they were started. */
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

  /** Starts one more and waits until it serves; takes over one whose process is held already. @throws Error where it does not come to that, or all are being stopped */
  async start(definition: ServiceDefinition): Promise<Service> {
    if (this.#stopping) throw new Error(`The ${definition.name} was not started: Reprise is being stopped`);
    const service = new Service(definition, this.#locks, this.#say, this.#holder);
    this.#services.push(service);
    const held = this.#holder.held(definition.name);
    if (held) {
      service.adopt(held);
      return service;
    }
    this.#say(`Starting ${definition.name}`);
    await service.start();
    return service;
  }

  /** Waits until none is being started again after a crash. */
  async recovered(): Promise<void> {
    const recoveries = () => this.#services.flatMap(({ recovery }) => recovery ?? []);
    for (let current = recoveries(); current.length > 0; current = recoveries()) await Promise.all(current);
  }

  /** Crashes of each service since it last served for long. */
  crashes(): Record<string, number> {
    return Object.fromEntries(this.#services.map(({ name, crashes }) => [name, crashes]));
  }

  /** Stops all, the last started first; those that are still starting too. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stopAll());
  }

  async #stopAll(): Promise<void> {
    for (const service of this.#services.toReversed()) await service.stop();
  }
}
