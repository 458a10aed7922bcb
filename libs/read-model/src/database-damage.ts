import { fork, type ReadModel } from './read-model.ts';
import { inTransaction } from './transaction.ts';

/** Schemas that can be rebuilt from the log or from files. */
const SCHEMAS = ['webhooks', 'trust'];
/** SQLSTATE class XX: data_corrupted, index_corrupted. Source: PostgreSQL, "Error Codes". */
const DAMAGED = /^XX00[12]$/;
const SAYS_DAMAGED = /invalid page in block|could not read block|could not open file "base|page verification failed/;

/** Command that repairs tables with damaged files. */
export const REPAIR_TABLES =
  'Run npm run rebuild: it rebuilds the tables from the log. If that fails too, stop Reprise and run npm run rebuild -- --new-database, which says what it cannot bring back and asks first.';

/** A table that could not be read. */
export interface Damage {
  readonly table: string;
  readonly message: string;
}

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly previous?: unknown;
  readonly cause?: unknown;
}

/** Whether a driver error, or one of its causes, means that a database file is damaged. */
export const isDatabaseDamaged = (error: unknown): boolean =>
  hasReason(
    error,
    ({ code, message }) =>
      (typeof code === 'string' && DAMAGED.test(code)) || (typeof message === 'string' && SAYS_DAMAGED.test(message)),
  );

/** SQLSTATE query_canceled. The message is not compared, because its language depends on the server's locale. */
const isTimeout = (error: unknown): boolean => hasReason(error, ({ code }) => code === '57014');

function hasReason(error: unknown, is: (failure: Failure) => boolean): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const failure = error as Failure;
  return is(failure) || hasReason(failure.previous, is) || hasReason(failure.cause, is);
}

export interface FindDamageOptions {
  /** Milliseconds after which a table counts as intact. During startup, a longer read would delay others. */
  readonly withinMs?: number;
  /** Tables that are read completely regardless of the time. */
  readonly wholly?: readonly string[];
}

/**
 * Reads every page of the tables and returns the damaged ones. With data checksums, Postgres detects every changed bit.
 * @throws the driver's first other error, if no damage was found
 */
export async function findDamage(
  readModel: ReadModel,
  { withinMs, wholly = [] }: FindDamageOptions = {},
): Promise<Damage[]> {
  const schemas = [readModel.schema, ...SCHEMAS];
  const tables = await fork(readModel).execute<{ name: string }[]>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in (${schemas.map(() => '?').join(', ')}) order by 1`,
    schemas,
  );
  const found: Damage[] = [];
  const others: unknown[] = [];
  for (const { name } of tables) {
    try {
      await readWhole(readModel, name, wholly.includes(name) ? undefined : withinMs);
    } catch (error) {
      if (isDatabaseDamaged(error)) found.push({ table: name, message: messageOf(error) });
      else if (!isTimeout(error)) others.push(error);
    }
  }
  if (found.length === 0 && others.length > 0) throw others[0];
  return found;
}

/**
 * Reads every page of a table.
 * @throws the driver's error if a page cannot be read, or after `withinMs` milliseconds
 */
export const readWhole = (readModel: ReadModel, table: string, withinMs?: number): Promise<void> =>
  inTransaction(readModel, async (tx) => {
    if (withinMs !== undefined) await tx.execute(`set local statement_timeout = ${String(Math.ceil(withinMs))}`);
    // Prevents a scan of only an index, which would skip the pages of the table.
    await tx.execute('set local enable_indexonlyscan = off');
    await tx.execute('set local enable_indexscan = off');
    await tx.execute('set local max_parallel_workers_per_gather = 0');
    await tx.execute(`select count(*) from ${table}`);
  });

const messageOf = (error: unknown): string =>
  /invalid page in block \d+|could not read block \d+|could not open file/.exec(String(error))?.[0] ?? String(error);
