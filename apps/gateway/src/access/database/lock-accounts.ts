import { sql } from 'kysely';
import type { AccessDatabase } from './access-database.ts';

/** Runs work while no other gateway changes who is an admin. */
export const lockAccounts = <T>({ query }: AccessDatabase, work: () => Promise<T>): Promise<T> =>
  query.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('reprise accounts'))`.execute(transaction);
    return work();
  });
