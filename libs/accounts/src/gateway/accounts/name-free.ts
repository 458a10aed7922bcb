import { sql } from 'kysely';
import { wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import type { AccountQueries } from '../database/access-database.ts';

/**
 * Checks that a name is unique, because signatures and exports print it.
 * @param userId id of the account that may already have the name
 * @throws ProblemException 422 if another account has the name
 */
export async function assertNameFree(queries: AccountQueries, name: string, userId?: string): Promise<void> {
  if (!(await isNameFree(queries, name, new Set(userId === undefined ? [] : [userId]))))
    throw wrongFields([{ field: 'name', message: 'is that of another account: add a middle name or a team' }]);
}

/**
 * Whether no account has the name, ignoring case. Erased accounts have no name.
 * @param own ids of accounts that may have it
 */
export async function isNameFree({ query }: AccountQueries, name: string, own: ReadonlySet<string>): Promise<boolean> {
  const others = await query
    .selectFrom('user')
    .select('id')
    .where('erasedAt', 'is', null)
    .where(sql<boolean>`lower("name") = lower(${name})`)
    .execute();
  return others.every(({ id }) => own.has(id));
}
