import { CompiledQuery, PostgresDialect, PostgresDriver, type TransactionSettings } from 'kysely';
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

type Connection = Parameters<PostgresDriver['releaseConnection']>[0];
type Options = Parameters<PostgresDriver['acquireConnection']>[0];

/** Transaction that all queries of a unit of work take part in. */
interface Joined {
  /** Undefined before the transaction begins and after it has ended. */
  connection: Connection | undefined;
  /** Number of queries that are running. */
  running: number;
  /** Whether new queries are excluded. Running ones continue. */
  isOver: boolean;
  /** Called when a query has ended. */
  onEnd?: () => void;
}

const SAVEPOINT = 'of_the_library';

/**
 * Driver that runs all queries of a unit of work in one transaction, including those of the library, which is not aware
 * of it. A nested transaction is a `savepoint`. See decision 58.
 */
export class JoiningDriver extends PostgresDriver {
  readonly #joined = new AsyncLocalStorage<Joined>();

  /** Runs work outside of a transaction until the work calls `begin`. */
  async join<T>(work: () => Promise<T>): Promise<T> {
    const joined: Joined = { connection: undefined, running: 0, isOver: false };
    try {
      const result = await this.#joined.run(joined, work);
      await this.#end(joined, (connection) => super.commitTransaction(connection));
      return result;
    } catch (error) {
      await this.#end(joined, (connection) => super.rollbackTransaction(connection)).catch(() => undefined);
      throw error;
    }
  }

  /** Begins the transaction of the calling work. */
  async begin(): Promise<void> {
    const joined = this.#joined.getStore();
    if (!joined || joined.isOver || joined.connection) return;
    const connection = await this.#acquire();
    try {
      await super.beginTransaction(connection, {});
      joined.connection = connection;
    } catch (error) {
      await super.releaseConnection(connection);
      throw error;
    }
  }

  override acquireConnection(options?: Options): Promise<Connection> {
    const joined = this.#joined.getStore();
    if (!joined?.connection || joined.isOver) return this.#acquire(options);
    joined.running += 1;
    return Promise.resolve(joined.connection);
  }

  override async releaseConnection(connection: Connection): Promise<void> {
    const joined = this.#joined.getStore();
    if (connection !== joined?.connection) return super.releaseConnection(connection);
    joined.running -= 1;
    joined.onEnd?.();
  }

  override async beginTransaction(connection: Connection, settings: TransactionSettings): Promise<void> {
    if (connection === this.#connection) await run(connection, `savepoint ${SAVEPOINT}`);
    else await super.beginTransaction(connection, settings);
  }

  override async commitTransaction(connection: Connection): Promise<void> {
    if (connection === this.#connection) await run(connection, `release savepoint ${SAVEPOINT}`);
    else await super.commitTransaction(connection);
  }

  override async rollbackTransaction(connection: Connection): Promise<void> {
    if (connection !== this.#connection) return super.rollbackTransaction(connection);
    await run(connection, `rollback to savepoint ${SAVEPOINT}`);
    await run(connection, `release savepoint ${SAVEPOINT}`);
  }

  // The declared type is less specific than the value.
  async #acquire(options?: Options): Promise<Connection> {
    return (await super.acquireConnection(options)) as Connection;
  }

  get #connection(): Connection | undefined {
    return this.#joined.getStore()?.connection;
  }

  async #end(joined: Joined, end: (connection: Connection) => Promise<void>): Promise<void> {
    const { connection } = joined;
    joined.isOver = true;
    if (!connection) return;
    while (joined.running > 0) await new Promise<void>((resolve) => (joined.onEnd = resolve));
    try {
      await end(connection);
    } finally {
      joined.connection = undefined;
      await super.releaseConnection(connection);
    }
  }
}

const run = async (connection: Connection, text: string): Promise<void> => {
  await connection.executeQuery(CompiledQuery.raw(text));
};

/** Dialect whose users share one driver and therefore its transactions. */
export class JoiningDialect extends PostgresDialect {
  readonly driver: JoiningDriver;

  constructor(pool: pg.Pool) {
    super({ pool });
    this.driver = new JoiningDriver({ pool });
  }

  override createDriver(): JoiningDriver {
    return this.driver;
  }
}
