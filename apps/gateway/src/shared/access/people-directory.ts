import { MACHINE_ACTOR, userOfActor, type PeopleView } from '@reprise/contracts';
import { MACHINE } from '../auth/principal.ts';

/** Names of people and tokens by id, for what is shown or exported: events hold ids only. */
export abstract class PeopleDirectory {
  abstract read(): Promise<PeopleView>;
}

/**
 * Returns a function that names actors: "Ana Ruiz via token nightly", "Former user 3f2a", "Local administrator"; runners and
 * services by themselves.
 */
export function actorNames({ people, tokens }: PeopleView): (actor: string) => string {
  const byId = new Map(people.map((person) => [person.user_id, person]));
  const tokenNames = new Map(tokens.map(({ token_id, name }) => [token_id, name]));
  return (actor) => {
    if (actor === MACHINE_ACTOR) return MACHINE.name;
    const ids = userOfActor(actor);
    if (!ids) return actor;
    const person = byId.get(ids.userId);
    const short = ids.userId.slice(0, 4);
    const name = person && !person.erased ? person.name : `${person ? 'Former user' : 'User'} ${short}`;
    if (ids.tokenId === undefined) return name;
    return `${name} via token ${tokenNames.get(ids.tokenId) ?? ids.tokenId.slice(0, 4)}`;
  };
}
