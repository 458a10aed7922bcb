import type { AccountQueries } from '../database/access-database.ts';
import { isNameFree } from '../accounts/name-free.ts';
import { OIDC, type DirectoryPerson } from '../better-auth/oidc-provider.ts';

/**
 * Returns the name of a user's account: the directory's name, with the e-mail address added if the name is taken. Never
 * makes a sign-in fail.
 */
export async function nameInDirectory(queries: AccountQueries, { sub, name, email }: DirectoryPerson): Promise<string> {
  const own = await queries.query
    .selectFrom('user')
    .leftJoin('account', 'account.userId', 'user.id')
    .select('user.id')
    .where((where) =>
      where.or([
        where('user.email', '=', email.toLowerCase()),
        where.and([where('account.providerId', '=', OIDC), where('account.accountId', '=', sub)]),
      ]),
    )
    .execute();
  const isFree = await isNameFree(queries, name, new Set(own.map(({ id }) => id)));
  return isFree ? name : `${name} (${email})`;
}
