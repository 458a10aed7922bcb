import { withClient } from '@reprise/launcher';
import type { ClientBase, ClientConfig } from 'pg';
import { linesIn } from '../folder/lines-in.ts';
import { BackupError, type DatabasePart, type Stored } from '../format/manifest.ts';

const BATCH = 500;

export interface LoadOptions {
  /** With the login that owns the tables. */
  readonly databaseUrl: string;
  readonly part: DatabasePart;
  readonly fileOf: (stored: Stored) => string;
  /** Last event of the restored log: later signatures and deliveries are dropped. */
  readonly lastSeq: number;
  /** Ids of the events about accounts that the restored log contains. */
  readonly recorded: readonly string[];
}

const connection = (connectionString: string): ClientConfig => ({
  connectionString,
  application_name: 'reprise restore',
});

/**
 * Creates tables from a backup and fills them, all in one transaction.
 * @throws BackupError if the database has one of the schemas
 */
export async function loadDatabase({ databaseUrl, ...options }: LoadOptions): Promise<void> {
  await withClient(connection(databaseUrl), async (client) => {
    await client.query('begin');
    await load(client, options);
    await client.query('commit');
  });
}

/**
 * Checks that a database has none of the schemas in a backup, and no job tables.
 * @throws BackupError
 */
export async function assertDatabaseEmpty(databaseUrl: string, part: DatabasePart): Promise<void> {
  await withClient(connection(databaseUrl), (client) => assertEmptyOf(client, part));
}

async function assertEmptyOf(client: ClientBase, { tables }: DatabasePart): Promise<void> {
  const { rows } = await client.query<{ nspname: string }>(
    `select nspname from pg_catalog.pg_namespace where nspname = any($1) or nspname ~ '^rm(_|$)' order by 1`,
    [[...new Set(tables.map(({ name }) => name.split('.')[0]))]],
  );
  if (rows.length === 0) return;
  throw new BackupError(
    `The database already has the schema ${rows.map(({ nspname }) => nspname).join(', ')}. Nothing was changed in it. ` +
      'Give an empty database.',
  );
}

async function load(
  client: ClientBase,
  { part, fileOf, lastSeq, recorded }: Omit<LoadOptions, 'databaseUrl'>,
): Promise<void> {
  await assertEmptyOf(client, part);
  for await (const statement of linesIn(fileOf(part.before))) await client.query(statement);
  for (const { name, file } of part.tables) if (file) await fill(client, name, fileOf(file));
  for await (const statement of linesIn(fileOf(part.after))) await client.query(statement);
  await forget(client, lastSeq, recorded);
}

async function fill(client: ClientBase, name: string, path: string): Promise<void> {
  const at = name.indexOf('.');
  const table = [name.slice(0, at), name.slice(at + 1)].map((part) => client.escapeIdentifier(part)).join('.');
  const insert = (lines: readonly string[]) =>
    client.query(
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1::json)`,
      [`[${lines.join()}]`],
    );
  let lines: string[] = [];
  for await (const line of linesIn(path)) {
    lines.push(line);
    if (lines.length < BATCH) continue;
    await insert(lines);
    lines = [];
  }
  if (lines.length > 0) await insert(lines);
}

/** Removes what contradicts the restored log: later events, and events about accounts that it already has. */
async function forget(client: ClientBase, lastSeq: number, recorded: readonly string[]): Promise<void> {
  const { rows } = await client.query<Record<'heads' | 'verifications' | 'webhooks' | 'outbox', boolean>>(
    `select to_regclass('trust.signed_head') is not null as heads, to_regclass('trust.verification') is not null
      as verifications, to_regclass('webhooks.delivery') is not null as webhooks,
      to_regclass('access.outbox') is not null as outbox`,
  );
  const { heads, verifications, webhooks, outbox } = rows[0]!;
  if (heads) await client.query('delete from trust.signed_head where seq > $1', [lastSeq]);
  if (verifications)
    await client.query(`delete from trust.verification where (report->>'last_seq')::bigint > $1`, [lastSeq]);
  if (webhooks) {
    await client.query('delete from webhooks.delivery where seq > $1', [lastSeq]);
    // Otherwise a webhook would miss the first events after the restore.
    await client.query('update webhooks.subscription set last_seq = $1 where last_seq > $1', [lastSeq]);
  }
  if (outbox) await client.query(`delete from access.outbox where event->>'id' = any($1)`, [recorded]);
}
