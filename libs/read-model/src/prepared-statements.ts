import pg from 'pg';
import { sql, type RawBuilder } from 'kysely';

/**
 * Begins a statement that Postgres keeps parsed and planned, for as long as the connection lives: for pages that open
 * often, writes that follow each event and what is asked all the time, whose plan is the same for all values. A statement whose best plan depends on
 * a value, such as a search, must not begin with it. Numbers of rows belong into its text: Postgres plans a limit it does
 * not know for a tenth of the table.
 * Source: https://www.postgresql.org/docs/current/sql-prepare.html, "Notes".
 */
export const PREPARED = '/* prepared */';
/** `PREPARED` as a fragment for Kysely. */
export const prepared: RawBuilder<unknown> = sql.raw(PREPARED);

const names = new Map<string, string>();

/** Names the statements that begin with `prepared`; pg prepares those that have a name. */
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
