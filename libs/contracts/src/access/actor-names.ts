import { MACHINE_ACTOR, userOfActor } from './actor.ts';
import type { NamedToken, PeopleView, Person } from './people.ts';

/** Name of who holds the token of the machine. */
export const MACHINE_NAME = 'Local administrator';

/** People and tokens by id. */
export interface PeopleIndex {
  readonly people: ReadonlyMap<string, Person>;
  readonly tokens: ReadonlyMap<string, NamedToken>;
}

export const indexPeople = ({ people, tokens }: PeopleView): PeopleIndex => ({
  people: new Map(people.map((person) => [person.user_id, person])),
  tokens: new Map(tokens.map((token) => [token.token_id, token])),
});

/**
 * Returns the name of an actor for people: "Ana Ruiz via token nightly", "Former user 3f2a" of an erased account,
 * "User 3f2a" of an unknown one, "Local administrator", "Runner a"; a service by itself.
 */
export function nameOfActor(actor: string, { people, tokens }: PeopleIndex): string {
  const ids = userOfActor(actor);
  if (!ids) return nameOfService(actor);
  const person = people.get(ids.userId);
  const name = person && !person.erased ? person.name : `${person ? 'Former user' : 'User'} ${ids.userId.slice(0, 4)}`;
  if (ids.tokenId === undefined) return name;
  return `${name} via token ${tokens.get(ids.tokenId)?.name ?? ids.tokenId.slice(0, 4)}`;
}

const OWN: Readonly<Record<string, string>> = { [MACHINE_ACTOR]: MACHINE_NAME, system: 'Reprise' };
const RUNNER = /^runner:(?:runner-)?(.+)$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Ids of runners without a name are UUIDs of version 7, whose last digits differ most. */
function nameOfService(actor: string): string {
  const [, runner] = RUNNER.exec(actor) ?? [];
  if (runner === undefined) return OWN[actor] ?? actor;
  return `Runner ${UUID.test(runner) ? runner.slice(-6) : runner}`;
}
