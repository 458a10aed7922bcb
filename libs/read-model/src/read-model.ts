import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { entities } from './entities/index.ts';
import { holdLock } from './locks.ts';
import { migrations } from './migrations/index.ts';

export interface ReadModelOptions {
  readonly databaseUrl: string;
  /** Default `rm`. */
  readonly schema?: string;
  /** Most connections of the pool; default 10. */
  readonly poolSize?: number;
}

/** The projection's database, open and migrated. Every query takes it as its first argument. */
export interface ReadModel extends AsyncDisposable {
  readonly orm: MikroORM;
  readonly schema: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/**
 * Connects and brings the tables up to date, under an advisory lock: two gateways may start at once.
 * @throws the driver's error where the database does not answer or a migration fails
 */
export async function openReadModel(options: ReadModelOptions): Promise<ReadModel> {
  const { databaseUrl, schema = 'rm', poolSize = 10 } = options;
  const orm = await MikroORM.init(
    defineConfig({
      clientUrl: databaseUrl,
      entities,
      extensions: [Migrator],
      forceUtcTimezone: true,
      migrations: { migrationsList: migrations, schema, snapshot: false, silent: true },
      pool: { min: 0, max: poolSize },
      driverOptions: { options: `-c search_path=${schema}`, application_name: 'reprise projection' },
    }),
  );
  try {
    await migrate(orm, databaseUrl, schema);
  } catch (error) {
    await orm.close(true);
    throw error;
  }
  const close = () => orm.close(true);
  return { orm, schema, databaseUrl, close, [Symbol.asyncDispose]: close };
}

async function migrate(orm: MikroORM, databaseUrl: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await holdLock(client, 'migrate', schema);
    await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`);
    await orm.migrator.up();
  } finally {
    await client.end();
  }
}

/** A fresh unit of work: rows as they are now, no identity map of earlier reads. */
export const fork = (readModel: ReadModel): EntityManager => readModel.orm.em.fork();
