import { databaseOf, inTransaction, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';

/** Runs work while no other work with the same lock runs. Not reentrant. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Returns the lock of a folder that several gateways share. It is an advisory lock in Postgres, so it works across all
 * gateways of an installation. A gateway's queued work uses no connection. If the connection is lost, the lock is
 * released, but the work continues.
 * @param name name of the lock
 * @throws the error of the work, or the database's error if it does not answer; nothing was done in that case
 */
export function folderLock(readModel: ReadModel, name: 'reprise.uploads' | 'reprise.inputs'): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(() => underLock(readModel, name, work));
    last = result.catch(() => undefined);
    return result;
  };
}

async function underLock<T>(readModel: ReadModel, name: string, work: () => Promise<T>): Promise<T> {
  let done: { readonly value: T } | undefined;
  try {
    await inTransaction(readModel, async (em) => {
      const key = sql`hashtext(${name}), hashtext(${readModel.schema})`;
      await sql`select pg_advisory_xact_lock(${key})`.execute(databaseOf(em));
      done = { value: await work() };
    });
  } catch (error) {
    if (!done) throw error;
  }
  return done!.value;
}
