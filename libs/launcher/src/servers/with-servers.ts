import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderInUseError, type Login, natsPasswords, natsUrl, takeDataFolder } from '@reprise/local-servers';
import { ensureNatsServer, type Say, thisMachine } from '@reprise/setup';
import { embeddedNats, embeddedPostgres, type EmbeddedServer } from './embedded-servers.ts';
import { databaseUrl } from './postgres-roles.ts';
import { portOf } from './runner-login.ts';
import { assertRestored } from './unfinished-restore.ts';
import { stopLeftovers } from '../services/leftovers.ts';
import { ServiceLocks } from '../services/service-locks.ts';
import type { LauncherSettings } from '../settings.ts';
import { StartedServices } from '../services/started-services.ts';
import { stopOnSignal } from '../services/stop-on-signal.ts';

export interface Servers {
  readonly natsUrl: string;
  /** URL with the login that creates the log's mirror; undefined if external servers were configured without it. */
  readonly copierUrl: string | undefined;
  /** URL with the login that owns the tables. */
  readonly databaseUrl: string;
}

/** Longer than for a running Reprise: nobody waits for the end of a command, and a killed Postgres must recover. */
const STOPS_WITHIN_MS = 60_000;

export interface WithServersOptions {
  /** Whether it may only run while no Reprise runs on the data dir. */
  readonly alone?: boolean;
  /** Whether `work` restores the data dir from a backup: other operations need one that is complete. */
  readonly restoring?: boolean;
  /** Receives progress lines. */
  readonly say?: Say;
}

/**
 * Runs `work` for a manual operation with the configured servers, or those of the Reprise that runs on the data dir, or
 * its embedded servers, which are started for its duration. A signal that ends this process stops them first.
 * @throws DataFolderInUseError if no Reprise may run on the data dir, but one does
 */
export async function withServers<T>(
  settings: LauncherSettings,
  work: (servers: Servers) => Promise<T>,
  { alone = false, restoring = false, say = () => undefined }: WithServersOptions = {},
): Promise<T> {
  const { NATS_URL, REPRISE_DATA_DIR: folder } = settings;
  if (!restoring) assertRestored(folder);
  const given = settings.DATABASE_MIGRATE_URL ?? settings.DATABASE_URL;
  const nats = NATS_URL ? { natsUrl: NATS_URL, copierUrl: settings.NATS_COPIER_URL } : undefined;
  if (nats && given && !alone) return work({ ...nats, databaseUrl: given });
  if (!(nats && given) && !existsSync(folder))
    throw new Error(`There is no data folder ${folder}: set REPRISE_DATA_DIR, or NATS_URL and DATABASE_URL.`);
  const release = take(folder, alone);
  if (!release) return work({ ...(nats ?? runningNats(folder)), databaseUrl: given ?? runningPostgres(folder) });
  const locks = new ServiceLocks(folder);
  const started = new StartedServices(locks, say);
  const start = async <S extends EmbeddedServer>(server: S) =>
    started.start({ ...server.definition, stopsWithin: STOPS_WITHIN_MS }).then(() => server);
  const startNats = async () => {
    const { url, copierUrl } = await start(
      await embeddedNats(settings, await ensureNatsServer(thisMachine(), say), say),
    );
    return { natsUrl: url, copierUrl };
  };
  const startPostgres = async () => (await start(await embeddedPostgres(settings))).urls.DATABASE_MIGRATE_URL;
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= started.stop().then(release));
  const leaveSignals = stopOnSignal(stop);
  try {
    await stopLeftovers(locks, say);
    return await work({ ...(nats ?? (await startNats())), databaseUrl: given ?? (await startPostgres()) });
  } finally {
    await stop().finally(leaveSignals);
  }
}

/** Undefined if a running Reprise has the data dir and this is allowed. */
function take(folder: string, alone: boolean): (() => void) | undefined {
  try {
    return takeDataFolder(folder);
  } catch (error) {
    if (error instanceof DataFolderInUseError && !alone) return undefined;
    throw error;
  }
}

function runningNats(folder: string): Omit<Servers, 'databaseUrl'> {
  const port = portOf(folder);
  if (port === undefined) throw notReady(folder);
  const passwords = natsPasswords(folder);
  const url = (login: Login) => natsUrl(login, passwords[login], `127.0.0.1:${port}`);
  return { natsUrl: url('reprise'), copierUrl: url('copier') };
}

/** Postgres writes its port to the fourth line of its pid file, which exists while it runs. */
function runningPostgres(folder: string): string {
  const cluster = textOf(join(folder, 'postgres.folder')).trim() || join(folder, 'postgres');
  const port = textOf(join(cluster, 'data/postmaster.pid')).split('\n')[3];
  if (port === undefined) throw notReady(folder);
  return databaseUrl(folder, 'migrator', port);
}

const notReady = (folder: string): Error =>
  new Error(
    `The Reprise on ${folder} runs with servers of its own that are not up: wait until it says that it is ready.`,
  );

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
