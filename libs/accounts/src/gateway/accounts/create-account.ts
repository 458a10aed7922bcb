import type { Role } from '@reprise/contracts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import type { AccountQueries } from '../database/access-database.ts';
import { assertNameFree } from './name-free.ts';

/** Provider id that the library uses for passwords. */
const PASSWORD = 'credential';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/** @throws ProblemException 409 if an account has the e-mail address */
export async function assertEmailFree({ query }: AccountQueries, email: string): Promise<void> {
  if (await query.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst())
    throw new ProblemException(
      409,
      `${email} has an account already: its owner signs in with that address, and needs no new account.`,
    );
}

/**
 * Adds an account as the library would, in the same transaction as its event. Returns its id.
 * @throws ProblemException 409 if the e-mail address is taken, 422 if the name is
 */
export async function createAccount(queries: AccountQueries, account: NewAccount): Promise<string> {
  await assertEmailFree(queries, account.email);
  await assertNameFree(queries, account.name);
  const row = { ...account, emailVerified: false };
  const { id } = await queries.query.insertInto('user').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Sets the password of an account, which may have had none. @param hash as returned by `passwords` */
export async function setPassword({ query }: AccountQueries, userId: string, hash: string): Promise<void> {
  const now = new Date();
  const { numUpdatedRows } = await query
    .updateTable('account')
    .set({ password: hash, updatedAt: now })
    .where('userId', '=', userId)
    .where('providerId', '=', PASSWORD)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const row = { userId, accountId: userId, providerId: PASSWORD, password: hash, updatedAt: now };
  await query.insertInto('account').values(row).execute();
}

/**
 * Sets a password, ends all sessions, and removes the second factor and passkeys, because one of them was lost.
 * @returns the changes; includes second factor and passkeys only if there were any
 */
export async function resetAccount(queries: AccountQueries, userId: string, hash: string): Promise<ResetField[]> {
  const { query } = queries;
  await setPassword(queries, userId, hash);
  const removeFrom = async (table: 'twoFactor' | 'passkey' | 'session') =>
    (await query.deleteFrom(table).where('userId', '=', userId).executeTakeFirst()).numDeletedRows > 0n;
  const [hadTotp, hadPasskeys] = [await removeFrom('twoFactor'), await removeFrom('passkey')];
  await removeFrom('session');
  await query.updateTable('user').set({ twoFactorEnabled: false }).where('id', '=', userId).execute();
  return ['password', ...(hadTotp ? (['totp'] as const) : []), ...(hadPasskeys ? (['passkeys'] as const) : [])];
}

type ResetField = 'password' | 'totp' | 'passkeys';
