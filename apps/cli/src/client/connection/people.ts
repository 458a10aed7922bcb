import type { Connection } from './connection.ts';

/** Names of actors, and the actors of names. */
export interface People {
  /** Name of a person, with that of the token; the actor itself where it has none. */
  readonly nameOf: (actor: string) => string;
  readonly actorOf: (name: string) => string | undefined;
}

interface PeopleView {
  readonly people: readonly { readonly user_id: string; readonly name: string; readonly email: string | null }[];
  readonly tokens: readonly { readonly token_id: string; readonly name: string }[];
}

const NOBODY: PeopleView = { people: [], tokens: [] };
const USER = /^user:([^/]+)(?:\/token:(.+))?$/;

/** Reads the directory of people. A server that has none, or does not answer, leaves actors as they are. */
export async function peopleOf(connection: Connection): Promise<People> {
  const response = await connection.open('/api/people', { accepted: [403, 404] });
  return peopleIn(response.ok ? ((await response.json()) as PeopleView) : NOBODY);
}

export function peopleIn({ people, tokens }: PeopleView): People {
  const names = new Map(people.map(({ user_id, name }) => [user_id, name]));
  const tokenNames = new Map(tokens.map(({ token_id, name }) => [token_id, name]));
  return {
    nameOf: (actor) => {
      const [, user = '', token] = USER.exec(actor) ?? [];
      const name = names.get(user);
      if (name === undefined) return actor.startsWith('runner:') ? `Runner ${actor.slice('runner:'.length)}` : actor;
      return token === undefined ? name : `${name} (${tokenNames.get(token) ?? 'token'})`;
    },
    actorOf: (given) => {
      const wanted = given.toLowerCase();
      const person = people.find(({ name, email }) => name.toLowerCase() === wanted || email?.toLowerCase() === wanted);
      return person && `user:${person.user_id}`;
    },
  };
}
