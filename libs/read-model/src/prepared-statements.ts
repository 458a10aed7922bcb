import pg from 'pg';
import { sql, type RawBuilder } from 'kysely';

/**
 * Prefix of a statement that Postgres keeps parsed and planned for the lifetime of the connection. For frequent pages,
 * writes per event and polled queries, if their plan does not depend on values. Statements whose best plan depends on a
 * value, such as a search, must not use it. Row limits must be literals: Postgres plans an unknown limit as a tenth of
 * the table. Source: https://www.postgresql.org/docs/current/sql-prepare.html, "Notes".
 */
export const PREPARED = '/* prepared */';
/** `PREPARED` as a fragment for Kysely. */
export const prepared: RawBuilder<unknown> = sql.raw(PREPARED);

const names = new Map<string, string>();

/** Gives statements with the prefix a name, so that pg prepares them. */
export class PreparingClient extends pg.Client {
  constructor(options?: string | pg.ClientConfig) {
    super(options);
    const query = super.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((statement: unknown, ...rest: unknown[]) =>
      query(
        isMarked(statement) ? { name: nameOf(statement), text: statement } : statement,
        ...rest,
      )) as pg.Client['query'];
  }
}

const isMarked = (statement: unknown): statement is string =>
  typeof statement === 'string' && statement.startsWith(PREPARED);

function nameOf(statement: string): string {
  const name = names.get(statement) ?? `prepared_${String(names.size + 1)}`;
  names.set(statement, name);
  return name;
}
