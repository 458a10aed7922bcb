import { IsolationLevel, type EntityManager } from '@mikro-orm/postgresql';
import { fork, type ReadModel } from '../read-model.ts';

/** Reads that all see the tables as of the same commit. */
export const snapshot = <T>(readModel: ReadModel, read: (em: EntityManager) => Promise<T>): Promise<T> =>
  fork(readModel).transactional((em) => read(em as EntityManager), {
    isolationLevel: IsolationLevel.REPEATABLE_READ,
    readOnly: true,
  });
