import { indexPeople, MACHINE_ACTOR, nameOfActor, userActor, type PeopleView } from '@reprise/contracts';
import type { Connection } from './connection.ts';

/** Names of actors, and actors by name. */
export interface ActorNames {
  /** `Ana Ruiz via token nightly`. An actor without a name is unchanged. */
  readonly nameOf: (actor: string) => string;
  /** Finds a person by e-mail or by a name that `nameOf` returns. */
  readonly actorOf: (given: string) => string | undefined;
}

/** Reads the people directory. */
export async function peopleOf({ api }: Connection): Promise<ActorNames> {
  return peopleIn(await api.get('/api/people'));
}

export function peopleIn(view: PeopleView): ActorNames {
  const index = indexPeople(view);
  const nameOf = (actor: string) => nameOfActor(actor, index);
  const actors = [
    MACHINE_ACTOR,
    ...view.people.map(({ user_id: userId }) => userActor({ userId })),
    ...view.tokens.map(({ user_id: userId, token_id: tokenId }) => userActor({ userId, tokenId })),
  ];
  return {
    nameOf,
    actorOf: (given) => {
      const wanted = given.toLowerCase();
      const person = view.people.find(({ email }) => email?.toLowerCase() === wanted);
      if (person) return userActor({ userId: person.user_id });
      return actors.find((actor) => nameOf(actor).toLowerCase() === wanted);
    },
  };
}
