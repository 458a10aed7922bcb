import type { Schemas } from '@reprise/api-client';
import { MACHINE_ACTOR, userOfActor } from '@reprise/contracts';
import type { Connection } from './connection.ts';

/** Names of actors, and the actors of names. */
export interface People {
  /** `Ana Ruiz via token nightly`; an actor that is nobody's stays as it is. */
  readonly nameOf: (actor: string) => string;
  /** Finds a person by name or e-mail. */
  readonly actorOf: (given: string) => string | undefined;
}

/** Reads the directory of people. */
export async function peopleOf({ api }: Connection): Promise<People> {
  return peopleIn(await api.get('/api/people'));
}

const OWN: Readonly<Record<string, string>> = { [MACHINE_ACTOR]: 'Local administrator', system: 'Reprise' };

export function peopleIn({ people, tokens }: Schemas['People']): People {
  const persons = new Map(people.map((person) => [person.user_id, person]));
  const tokenNames = new Map(tokens.map(({ token_id, name }) => [token_id, name]));
  return {
    nameOf: (actor) => {
      const ids = userOfActor(actor);
      if (!ids) return OWN[actor] ?? actor.replace(/^runner:(runner-)?/, 'Runner ');
      const person = persons.get(ids.userId);
      const name =
        person && !person.erased ? person.name : `${person ? 'Former user' : 'User'} ${ids.userId.slice(0, 4)}`;
      return ids.tokenId === undefined
        ? name
        : `${name} via token ${tokenNames.get(ids.tokenId) ?? ids.tokenId.slice(0, 4)}`;
    },
    actorOf: (given) => {
      const wanted = given.toLowerCase();
      const person = people.find(({ name, email }) => name.toLowerCase() === wanted || email?.toLowerCase() === wanted);
      return person && `user:${person.user_id}`;
    },
  };
}
