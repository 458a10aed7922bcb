import { MACHINE_ACTOR, userOfActor, type NamedToken, type Person } from '@reprise/contracts';
import { initials, shortRunner } from '../format.ts';

/** Names of people and tokens by id. */
export type Directory = { people: ReadonlyMap<string, Person>; tokens: ReadonlyMap<string, NamedToken> };
export const EMPTY_DIRECTORY: Directory = { people: new Map(), tokens: new Map() };

/** Actor of an event as people read it. */
export type ActorName = {
  /** "Ana Ruiz via token nightly" */
  text: string;
  /** Up to two letters; empty for a machine, which has an icon instead. */
  initials: string;
  /** Details for a tooltip: the e-mail address, or the id as recorded. */
  title: string;
};

/** Actors of Reprise's own, by name. */
const OWN: Readonly<Record<string, string>> = { [MACHINE_ACTOR]: 'Local administrator', system: 'Reprise' };
const RUNNER = 'runner:';

/** Name of an actor: a person, a token of a person, a runner, or a service by its own name. */
export function actorName(actor: string, { people, tokens }: Directory): ActorName {
  const ids = userOfActor(actor);
  if (!ids) return serviceName(actor);
  const person = people.get(ids.userId);
  const name = person && !person.erased ? person.name : `${person ? 'Former user' : 'User'} ${ids.userId.slice(0, 4)}`;
  const via = ids.tokenId === undefined ? '' : ` via token ${tokens.get(ids.tokenId)?.name ?? ids.tokenId.slice(0, 4)}`;
  return { text: `${name}${via}`, initials: person?.initials ?? '?', title: person?.email ?? actor };
}

function serviceName(actor: string): ActorName {
  if (actor.startsWith(RUNNER)) {
    const name = shortRunner(actor.slice(RUNNER.length)).replace(/^runner-/, '');
    return { text: `Runner ${name}`, initials: '', title: actor };
  }
  const text = OWN[actor] ?? actor;
  return { text, initials: initials(text), title: actor };
}

/** Whether the directory names the person and the token of an actor, as far as it has any. */
export function isKnown(actor: string, { people, tokens }: Directory): boolean {
  const ids = userOfActor(actor);
  if (!ids) return true;
  return people.has(ids.userId) && (ids.tokenId === undefined || tokens.has(ids.tokenId));
}
