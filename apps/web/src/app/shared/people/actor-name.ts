import type { PeopleIndex } from '@reprise/contracts';
import { userOfActor } from '@reprise/contracts/actor';
import { nameOfActor } from '@reprise/contracts/actor-names';
import { initials } from '../format.ts';

export const EMPTY_DIRECTORY: PeopleIndex = { people: new Map(), tokens: new Map(), runners: new Map() };

/** Actor of an event as displayed to users. */
export type ActorName = {
  /** "Ana Ruiz via token nightly" */
  text: string;
  /** Up to two letters; empty for a machine, which has an icon. */
  initials: string;
  /** Details for a tooltip: the e-mail address, or the recorded id. */
  title: string;
};

const RUNNER = 'runner:';

/** Name of an actor: a person, a person's token, a runner, or a service, which has its own name. */
export function actorName(actor: string, directory: PeopleIndex): ActorName {
  const text = nameOfActor(actor, directory);
  const ids = userOfActor(actor);
  if (!ids) return { text, initials: actor.startsWith(RUNNER) ? '' : initials(text), title: actor };
  const person = directory.people.get(ids.userId);
  return { text, initials: person?.initials ?? '?', title: person?.email ?? actor };
}

/** Whether the directory contains the person and token of an actor, or the runner. */
export function isKnown(actor: string, { people, tokens, runners }: PeopleIndex): boolean {
  if (actor.startsWith(RUNNER)) return runners.has(actor.slice(RUNNER.length));
  const ids = userOfActor(actor);
  if (!ids) return true;
  return people.has(ids.userId) && (ids.tokenId === undefined || tokens.has(ids.tokenId));
}
