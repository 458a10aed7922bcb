import { sql } from 'kysely';
import { wrongFields } from '../../shared/http/problem.ts';
import type { AccountQueries } from '../database/access-database.ts';

/**
 * A name stands for one person: signatures and exports print it.
 * @param userId of the account that may have it already
 * @throws ProblemException 422 where another account has the name, in whatever case; those that are erased have none
 */
export async function assertNameFree({ query }: AccountQueries, name: string, userId?: string): Promise<void> {
  const others = await query
    .selectFrom('user')
    .select('id')
    .where('erasedAt', 'is', null)
    .where(sql<boolean>`lower("name") = lower(${name})`)
    .execute();
  if (others.some(({ id }) => id !== userId))
    throw wrongFields([{ field: 'name', message: 'is that of another account: add a middle name or a team' }]);
}
