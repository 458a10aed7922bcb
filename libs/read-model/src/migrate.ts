import { Migration, Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM, type Constructor } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { holdLock } from './locks.ts';
import { pinClient } from './pinned-client.ts';

/** Migrations in order; published ones never change. */
export type Migrations = readonly { readonly name: string; readonly class: Constructor<Migration> }[];

/** Returns the class of a migration with one statement. */
export const statement = (sql: string): Constructor<Migration> =>
  class extends Migration {
    override up(): void {
      this.addSql(sql);
    }
  };

/**
 * Creates a missing schema and runs missing migrations, under an advisory lock because two gateways may start
 * concurrently.
 * @throws the driver's error if the database does not answer or a migration fails
 */
export async function migrate(databaseUrl: string, schema: string, migrations: Migrations): Promise<void> {
  await using pinned = await pinClient(databaseUrl, 'reprise migrations');
  const { client } = pinned;
  await holdLock(client, 'migrate', schema);
  await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`);
  const applied = await appliedIn(client, schema);
  if (migrations.every(({ name }) => applied.has(name))) return;
  const orm = new MikroORM(
    defineConfig({
      clientUrl: databaseUrl,
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      migrations: { migrationsList: [...migrations], schema, snapshot: false, silent: true },
      pool: { min: 0, max: 1 },
      driverOptions: { options: `-c search_path=${schema}`, application_name: 'reprise migrations' },
    }),
  );
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}

/** Table in which the migrator records the migrations that have run. */
const TABLE = 'mikro_orm_migrations';

/** Names of the migrations that a schema has. If none are missing, the migrator, which is slow to load, is skipped. */
async function appliedIn(client: pg.Client, schema: string): Promise<ReadonlySet<string>> {
  const table = `${client.escapeIdentifier(schema)}.${TABLE}`;
  const { rows: found } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  if (!found[0]?.there) return new Set();
  const { rows } = await client.query<{ name: string }>(`select name from ${table}`);
  return new Set(rows.map(({ name }) => name));
}
