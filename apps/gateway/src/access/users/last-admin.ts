import { ProblemException } from '../../shared/http/problem.ts';
import type { AccessDatabase } from '../database/access-database.ts';

const enabledAdmins = ({ query }: AccessDatabase) =>
  query
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('erasedAt', 'is', null)
    .where((where) => where.or([where('banned', 'is', null), where('banned', '=', false)]));

/** @param userId a UUID */
export const isEnabledAdmin = async (database: AccessDatabase, userId: string): Promise<boolean> =>
  (await enabledAdmins(database).where('id', '=', userId).executeTakeFirst()) !== undefined;

/** Whether no other enabled admin is left without this one. */
export async function isLastAdmin(database: AccessDatabase, userId: string): Promise<boolean> {
  const admins = await enabledAdmins(database).execute();
  return admins.some(({ id }) => id === userId) && admins.length === 1;
}

/** @throws ProblemException 409 if no other enabled admin is left without this one */
export async function assertNotLastAdmin(database: AccessDatabase, userId: string): Promise<void> {
  if (await isLastAdmin(database, userId))
    throw new ProblemException(409, 'This is the last admin. Make somebody else an admin first.');
}
