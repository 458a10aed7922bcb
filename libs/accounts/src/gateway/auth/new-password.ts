import { assertNotGuessable } from './guessable-password.ts';
import { passwords } from '../better-auth/passwords.ts';

/**
 * Returns the hash of a new password.
 * @param about name and e-mail address of its user
 * @throws ProblemException 422 if it is easy to guess
 */
export async function hashNewPassword(password: string, about: readonly string[]): Promise<string> {
  await assertNotGuessable(password, 'password', about);
  return passwords.hash(password);
}
