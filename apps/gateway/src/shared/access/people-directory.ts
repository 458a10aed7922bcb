import { indexPeople, nameOfActor, type PeopleView } from '@reprise/contracts';

/** Names of people, tokens and runners by id, for display and exports, because events only contain ids. */
export abstract class PeopleDirectory {
  abstract read(): Promise<PeopleView>;
  /** Returns the ids of the users whose names contain the given text, ignoring case. */
  abstract named(text: string): Promise<string[]>;
}

/**
 * Returns a function that returns the name of an actor. If the directory is unavailable, people are called "User 3f2a",
 * because an export without names is better than none.
 */
export async function readActorNames(directory: PeopleDirectory): Promise<(actor: string) => string> {
  const index = indexPeople(await directory.read().catch(() => ({ people: [], tokens: [] })));
  return (actor) => nameOfActor(actor, index);
}

/**
 * Returns a job filter whose search terms also match user names. If the directory is unavailable, they match only the
 * other fields.
 */
export async function withNamed<F extends { readonly q?: string | undefined }>(
  directory: PeopleDirectory,
  filter: F,
): Promise<F & { readonly named: readonly string[] }> {
  const named = filter.q ? await directory.named(filter.q).catch(() => []) : [];
  return { ...filter, named };
}
