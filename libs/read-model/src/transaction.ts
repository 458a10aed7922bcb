import type { EntityManager } from '@mikro-orm/postgresql';
import type { Kysely, TransactionBuilder } from 'kysely';
import { fork, type ReadModel } from './read-model.ts';

/**
 * Runs `work` in one transaction. Replaces MikroORM's `transactional` (7.2.1): if a connection dies within it, the
 * connection never returns to the pool, so that a few restarts of Postgres exhaust the pool.
 */
export const inTransaction = <T>(readModel: ReadModel, work: (em: EntityManager) => Promise<T>): Promise<T> =>
  run(readModel, (db) => db.transaction(), work);

/** Runs reads that all see the tables as of the same commit. */
export const snapshot = <T>(readModel: ReadModel, read: (em: EntityManager) => Promise<T>): Promise<T> =>
  run(readModel, (db) => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only'), read);

function run<T>(
  readModel: ReadModel,
  begin: (db: Kysely<unknown>) => TransactionBuilder<unknown>,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  const em = fork(readModel);
  return begin(em.getKysely<unknown>()).execute((transaction) => {
    em.setTransactionContext(transaction);
    return work(em);
  });
}
