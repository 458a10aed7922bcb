import type { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';

/**
 * Returns the e-mail address of an account; null if the account is disabled, or if there is none.
 * @throws Error if the directory cannot be read
 */
export async function mailOfUser(directory: PeopleDirectory, userId: string): Promise<string | null> {
  const { people } = await directory.read();
  const person = people.find(({ user_id }) => user_id === userId);
  return person && person.disabled !== true ? person.email : null;
}
