import { sql, type Kysely } from 'kysely';
import type { ClientBase } from 'pg';
import type { Database } from './database.ts';

/** Operations that are mutually exclusive per schema, across all processes that use the database. */
export type Operation = 'migrate' | 'project' | 'write' | 'rebuild';

const keys = (operation: Operation, schema: string) => [`reprise.${operation}`, schema];

/** Waits for the lock and holds it until the client's session ends. */
export async function holdLock(client: ClientBase, operation: Operation, schema: string): Promise<void> {
  await client.query('select pg_advisory_lock(hashtext($1), hashtext($2))', keys(operation, schema));
}

/** Acquires the lock if it is free, and holds it until the client's session ends. */
export async function tryLock(client: ClientBase, operation: Operation, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtext($1), hashtext($2)) as held',
    keys(operation, schema),
  );
  return rows[0]?.held === true;
}

/** Waits for the lock and holds it until the client's transaction ends. */
export async function lockClientTransaction(client: ClientBase, operation: Operation, schema: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtext($1), hashtext($2))', keys(operation, schema));
}

/** Waits for the lock and holds it until the transaction ends. */
export async function lockInTransaction(db: Kysely<Database>, operation: Operation, schema: string): Promise<void> {
  const [first, second] = keys(operation, schema);
  await sql`select pg_advisory_xact_lock(hashtext(${first}), hashtext(${second}))`.execute(db);
}
