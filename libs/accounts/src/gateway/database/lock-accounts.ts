import { sql } from 'kysely';
import type { AccessDatabase, AccountQueries } from './access-database.ts';

/** Ends of the works that were asked for last, which never reject. */
const last = new WeakMap<AccessDatabase, Promise<unknown>>();

/**
 * Runs work in one transaction, while nobody else changes who is an admin, or who has which name, in this or another gateway.
 * Works of this gateway wait without a connection, and each needs one: many of them leave the others of the pool to sign-ins.
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
