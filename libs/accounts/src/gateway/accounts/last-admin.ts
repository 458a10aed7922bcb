import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import type { AccountQueries } from '../database/access-database.ts';

const enabledAdmins = ({ query }: AccountQueries) =>
  query
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('erasedAt', 'is', null)
    .where((where) => where.or([where('banned', 'is', null), where('banned', '=', false)]));

/** @param userId a UUID */
export const isEnabledAdmin = async (database: AccountQueries, userId: string): Promise<boolean> =>
  (await enabledAdmins(database).where('id', '=', userId).executeTakeFirst()) !== undefined;

/** Whether there is no other enabled admin. */
export async function isLastAdmin(database: AccountQueries, userId: string): Promise<boolean> {
  const admins = await enabledAdmins(database).execute();
  return admins.some(({ id }) => id === userId) && admins.length === 1;
}

/** @throws ProblemException 409 if there is no other enabled admin */
export async function assertNotLastAdmin(database: AccountQueries, userId: string): Promise<void> {
  if (await isLastAdmin(database, userId))
    throw new ProblemException(409, 'This is the last admin. Make another user an admin first.');
}
