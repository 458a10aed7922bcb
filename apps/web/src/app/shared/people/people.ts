import { inject, Service, signal } from '@angular/core';
import type { PeopleIndex, Person } from '@reprise/contracts';
import { runnerActor } from '@reprise/contracts/actor';
import { indexPeople } from '@reprise/contracts/actor-names';
import { PageApiClient } from '../../core/api/api-client.ts';
import { runnerName } from '../format.ts';
import { actorName, EMPTY_DIRECTORY, isKnown, type ActorName } from './actor-name.ts';

/** Placeholder for a name that is being read. */
const OPEN = '…';
/** Unknown ids that are rendered within this time are requested together. */
const GATHER_MS = 50;

/**
 * Names of actors from the people directory. The directory is read when the first person is named, and again for each
 * unknown id. The methods read a signal, so that templates are rendered again when a name arrives.
 */
@Service()
export class People {
  private readonly client = inject(PageApiClient);
  private readonly directory = signal<PeopleIndex>(EMPTY_DIRECTORY);
  /** Requested actors. An actor that remains unknown is not requested again. */
  private readonly asked = new Set<string>();
  /** Actors whose request was answered or failed. Until then, their names are pending. */
  private readonly answered = signal<ReadonlySet<string>>(new Set());
  private timer: ReturnType<typeof setTimeout> | undefined;

  name(actor: string): ActorName {
    const directory = this.directory();
    const name = actorName(actor, directory);
    if (isKnown(actor, directory)) return name;
    return this.isOpen(actor) ? { ...name, text: OPEN, initials: name.initials && OPEN } : name;
  }

  /** @param pending text for a name that is being read */
  text(actor: string, pending = OPEN): string {
    const { text } = this.name(actor);
    return text === OPEN ? pending : text;
  }

  /**
   * Name of a runner in a sentence: its host.
   * @param unknown returns the name of a runner whose host is unknown
   */
  runner(id: string, unknown = runnerName): string {
    const directory = this.directory();
    const actor = runnerActor(id);
    return directory.runners.get(id) ?? (this.isOpen(actor) ? OPEN : unknown(id));
  }

  /** People in the directory; null until it is read. */
  everybody(): readonly Person[] | null {
    const directory = this.directory();
    return directory === EMPTY_DIRECTORY ? null : [...directory.people.values()];
  }

  /** Reads the directory again after a name changed. */
  async read(): Promise<void> {
    const asked = new Set(this.asked);
    try {
      this.directory.set(indexPeople(await this.client.get('/api/people')));
    } catch {
      this.asked.clear(); // names remain ids until the next request
    } finally {
      // Only set for new actors, because rendering again would request them again.
      this.answered.update((before) => ([...asked].every((actor) => before.has(actor)) ? before : asked));
    }
  }

  /** Requests an unknown actor. Returns whether the request is still pending. */
  private isOpen(actor: string): boolean {
    const isOpen = !this.answered().has(actor);
    this.readFor(actor);
    return isOpen;
  }

  private readFor(actor: string): void {
    if (this.asked.has(actor)) return;
    this.asked.add(actor);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.read();
    }, GATHER_MS);
  }
}
