import type { Say } from '@reprise/setup';
import type { ProcessRecords } from './process-records.ts';
import { Service, type ServiceDefinition } from './service.ts';

/** The services of one start, in the order in which they were started. */
export class StartedServices {
  readonly #services: Service[] = [];
  readonly #records: ProcessRecords;
  readonly #say: Say;
  #stopping: Promise<void> | undefined;

  constructor(records: ProcessRecords, say: Say) {
    this.#records = records;
    this.#say = say;
  }

  /** Starts one more and waits until it serves. @throws Error where it does not come to that, or all are being stopped */
  async start(definition: ServiceDefinition): Promise<Service> {
    if (this.#stopping) throw new Error(`The ${definition.name} was not started: Reprise is being stopped`);
    this.#say(`Starting ${definition.name}`);
    const service = new Service(definition, this.#records, this.#say);
    this.#services.push(service);
    await service.start();
    return service;
  }

  /** Stops all, the last started first; those that are still starting too. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stopAll());
  }

  async #stopAll(): Promise<void> {
    for (const service of this.#services.toReversed()) await service.stop();
  }
}
