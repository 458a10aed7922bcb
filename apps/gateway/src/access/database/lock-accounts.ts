import { sql } from 'kysely';
import type { AccessDatabase } from './access-database.ts';

/** Ends of the works that were asked for last, which never reject. */
const last = new WeakMap<AccessDatabase, Promise<unknown>>();

/**
 * Runs work while nobody else changes who is an admin, or who has which name, in this or another gateway. Works of this one wait
 * without a connection: many of them would leave none for the work that goes on.
 */
export function lockAccounts<T>(database: AccessDatabase, work: () => Promise<T>): Promise<T> {
  const locked = () =>
    database.query.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtext('reprise accounts'))`.execute(transaction);
      return work();
    });
  const result = (last.get(database) ?? Promise.resolve()).then(locked);
  last.set(
    database,
    result.catch(() => undefined),
  );
  return result;
}
