import { Migrator, type Migration } from '@mikro-orm/migrations';
import { defineConfig, MikroORM, type Constructor } from '@mikro-orm/postgresql';
import { holdLock } from './locks.ts';
import { pinClient } from './pinned-client.ts';

/** Migrations in order; a published one never changes. */
export type Migrations = readonly { readonly name: string; readonly class: Constructor<Migration> }[];

/**
 * Creates a schema where there is none and runs the migrations that it lacks, under an advisory lock: two gateways may
 * start at once.
 * @throws the driver's error where the database does not answer or a migration fails
 */
export async function migrate(databaseUrl: string, schema: string, migrations: Migrations): Promise<void> {
  await using pinned = await pinClient(databaseUrl, 'reprise migrations');
  const { client } = pinned;
  await holdLock(client, 'migrate', schema);
  await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`);
  const orm = await MikroORM.init(
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
