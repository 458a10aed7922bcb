import { withClient } from '@reprise/launcher';
import type { ClientBase } from 'pg';
import type { DatabasePart, Stored } from '../format/manifest.ts';
import { definitionsIn, tablesIn, type TableName } from './definitions.ts';

/** Tables that are restored empty: sign-ins by browsers and programs, and their rate limits. */
const EMPTY = new Set([
  'access.session',
  'access.verification',
  'access.rate_limit',
  'access.used_code',
  'access.deviceCode',
]);

const PAGE = 1000;

export interface DumpOptions {
  /** With the login that owns the tables. */
  readonly databaseUrl: string;
  /** Stores lines and returns their digest. */
  readonly store: (lines: AsyncIterable<string> | Iterable<string>) => Promise<Stored>;
  /** Called with the name of each table before it is read. */
  readonly onTable?: (name: string) => void;
}

interface Dump {
  readonly database: DatabasePart;
  /** Number of accounts, without erased ones. Rows of erased accounts stay. */
  readonly accounts: number;
}

/**
 * Reads all tables that a rebuild cannot recreate, in one snapshot.
 * @param asOfSeq sequence of the log's last event, read before the tables
 */
export async function dumpDatabase(
  { databaseUrl, store, onTable = () => undefined }: DumpOptions,
  asOfSeq: number,
): Promise<Dump> {
  const config = { connectionString: databaseUrl, application_name: 'reprise backup' };
  return withClient(config, async (client) => {
    await client.query(`begin isolation level repeatable read read only`);
    await client.query(`set local search_path = ''; set local timezone = 'UTC'`);
    const { before, after } = await definitionsIn(client);
    const as_of = new Date().toISOString();
    const tables: DatabasePart['tables'] = [];
    let accounts = 0;
    for (const table of await tablesIn(client)) {
      const name = `${table.schema}.${table.name}`;
      onTable(name);
      if (name === 'access.user') accounts = await countAccounts(client);
      if (EMPTY.has(name)) tables.push({ name, rows: 0, file: null });
      else {
        const count = { rows: 0 };
        const file = await store(rowsOf(client, table, count));
        tables.push({ name, rows: count.rows, file });
      }
    }
    await client.query('commit');
    const definitions = { before: await store(before), after: await store(after) };
    return { database: { as_of_seq: asOfSeq, as_of, ...definitions, tables }, accounts };
  });
}

async function countAccounts(client: ClientBase): Promise<number> {
  // Tables of early releases have no such column.
  const query = `select count(*)::int as n from access."user" u where to_jsonb(u) ->> 'erasedAt' is null`;
  const { rows } = await client.query<{ n: number }>(query);
  return rows[0]?.n ?? 0;
}

/**
 * Returns the rows as JSON, one per line. Line ends within a row can only be between values, where a space means the
 * same.
 */
async function* rowsOf(client: ClientBase, { schema, name }: TableName, count: { rows: number }) {
  const table = [schema, name].map((part) => client.escapeIdentifier(part)).join('.');
  await client.query(
    `declare backup no scroll cursor for select translate(row_to_json(t)::text, E'\\r\\n', '  ') as line from ${table} t`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${String(PAGE)} from backup`);
    for (const { line } of rows) yield `${line}\n`;
    count.rows += rows.length;
    if (rows.length < PAGE) break;
  }
  await client.query('close backup');
}
