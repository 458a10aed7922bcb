import { ProblemException } from '../../shared/http/problem.ts';
import type { AccessDatabase } from '../database/access-database.ts';

/** @throws ProblemException 409 if no other enabled admin is left without this one */
export async function assertNotLastAdmin({ query }: AccessDatabase, userId: string): Promise<void> {
  const others = await query
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('erasedAt', 'is', null)
    .where((where) => where.or([where('banned', 'is', null), where('banned', '=', false)]))
    .execute();
  if (others.some(({ id }) => id === userId) && others.length === 1)
    throw new ProblemException(409, 'This is the last admin. Make somebody else an admin first.');
}
