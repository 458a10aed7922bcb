import { sql } from 'kysely';
import type { AccessDatabase, AccountQueries } from './access-database.ts';

/** End of the last requested work for each database. Never rejects. */
const last = new WeakMap<AccessDatabase, Promise<unknown>>();

/**
 * Runs work in one transaction, serialized with other changes to admins and names across gateways. Work that waits in
 * this gateway holds no connection, so that the pool remains available for sign-ins.
 */
export function lockAccounts<T>(
  database: AccessDatabase,
  work: (transaction: AccountQueries) => Promise<T>,
): Promise<T> {
  const locked = () =>
    database.query.transaction().execute(async (query) => {
      await sql`select pg_advisory_xact_lock(hashtext('reprise accounts'))`.execute(query);
      return work({ query });
    });
  const result = (last.get(database) ?? Promise.resolve()).then(locked);
  last.set(
    database,
    result.catch(() => undefined),
  );
  return result;
}
