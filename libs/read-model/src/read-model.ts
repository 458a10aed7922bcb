import { defineConfig, MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import { entities } from './entities/index.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { PreparingClient } from './prepared-statements.ts';

export interface ReadModelOptions {
  readonly databaseUrl: string;
  /** Connection with the login that owns the tables; default `databaseUrl`. Null if another connection has migrated. */
  readonly migrateUrl?: string | null | undefined;
  /** Default `rm`. */
  readonly schema?: string;
  /** Age in milliseconds at which a retention rule deletes the work dir of an ended job; never if null or absent. */
  readonly workDirMs?: number | null;
  /** Whether resumes require approval, in which case there are no automatic ones; default false. */
  readonly resumesAreApproved?: boolean;
  /** Maximum number of connections in the pool; default 10. */
  readonly poolSize?: number;
}

/** The open database of the read model, which is the first argument of every query. */
export interface ReadModel extends AsyncDisposable {
  readonly orm: MikroORM;
  readonly workDirMs: number | null;
  readonly resumesAreApproved: boolean;
  readonly schema: string;
  readonly databaseUrl: string;
  /** Connection with the login that owns the tables. */
  readonly migrateUrl: string;
  close(): Promise<void>;
}

/**
 * Migrates the tables and connects.
 * @throws the driver's error if the database does not answer or a migration fails
 */
export async function openReadModel(options: ReadModelOptions): Promise<ReadModel> {
  const { databaseUrl, schema = 'rm', poolSize = 10, workDirMs = null, resumesAreApproved = false } = options;
  const migrateUrl = options.migrateUrl ?? databaseUrl;
  if (options.migrateUrl !== null) await migrate(migrateUrl, schema, migrations);
  // MikroORM's `init` would look for extensions, and load a second copy of the Migrator from outside of the bundle.
  const orm = new MikroORM(
    defineConfig({
      clientUrl: databaseUrl,
      entities,
      forceUtcTimezone: true,
      pool: { min: 0, max: poolSize },
      driverOptions: {
        Client: PreparingClient,
        options: `-c search_path=${schema}`,
        application_name: 'reprise projection',
      },
    }),
  );
  const close = () => orm.close(true);
  return { orm, workDirMs, resumesAreApproved, schema, databaseUrl, migrateUrl, close, [Symbol.asyncDispose]: close };
}

/** Returns a new unit of work, which reads current rows without an identity map of earlier reads. */
export const fork = (readModel: ReadModel): EntityManager => readModel.orm.em.fork();
