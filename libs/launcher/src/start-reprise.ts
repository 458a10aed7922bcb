import { dirname } from 'node:path';
import { assertPortIsFree, freePort, keptSecret, takeDataFolder } from '@reprise/local-servers';
import {
  atOnce,
  ensureBuilt,
  ensureNatsServer,
  ensureRuntime,
  type Machine,
  type Say,
  thisMachine,
} from '@reprise/setup';
import { brokenPipelines } from './broken-pipelines.ts';
import { embeddedNats, embeddedPostgres, type EmbeddedServer } from './servers/embedded-servers.ts';
import { stopLeftovers } from './services/leftovers.ts';
import { isolationWarning } from './services/own-runner.ts';
import { gatewayService, runnerService } from './services/own-services.ts';
import { logFile, type StartPlan } from './start-plan.ts';
import { positionsFileIn, prepareLog } from './log/prepare-log.ts';
import { ProcessRecords } from './services/process-records.ts';
import type { DatabaseUrls } from './servers/database-urls.ts';
import { reachServers } from './servers/reach-servers.ts';
import { reachableUrl } from './reachable-url.ts';
import type { Service } from './services/service.ts';
import { readSettings, type LauncherSettings } from './settings.ts';
import { rotateLogs } from './services/rotate-logs.ts';
import { taskUser } from './services/task-user.ts';
import { StartedServices } from './services/started-services.ts';

/** A whole running Reprise. */
export interface Reprise {
  /** Address of the page and the API, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly token: string;
  /** Address of the page that signs the browser in. */
  readonly link: string;
  /** With the login that made the log; the services have others. */
  readonly natsUrl: string;
  /** With the login that owns the tables. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Services that were started here: not a nats-server or Postgres that was set by its address. */
  readonly services: Readonly<{
    nats: Service | undefined;
    postgres: Service | undefined;
    gateway: Service;
    runner: Service;
  }>;
  /** Stops what was started, the last first, within 10 s; running attempts go on. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Takes the lines of progress. */
  readonly say?: Say;
  /** Ends the start early; what was started is stopped again, and a step of the set-up ends with this process. */
  readonly signal?: AbortSignal;
  /** Whether the services and the page are built before, where they have changed. By default they are. */
  readonly build?: boolean;
}

/**
 * Installs and builds what is missing and starts everything, each service when the one before it serves.
 * @param env the settings; nothing but settings is read from it
 * @throws Error saying what failed and what to do; nothing that was started goes on
 */
export async function startReprise(env: NodeJS.ProcessEnv, options: StartOptions = {}): Promise<Reprise> {
  const say = options.say ?? silent;
  const settings = readSettings(env);
  const release = takeDataFolder(settings.REPRISE_DATA_DIR);
  const records = new ProcessRecords(settings.REPRISE_DATA_DIR);
  const services = new StartedServices(records, say);
  const { REPRISE_LOG_MAX_SIZE: maxBytes, REPRISE_LOG_FILES: files } = settings;
  const endRotation = rotateLogs(dirname(logFile(settings.REPRISE_DATA_DIR, 'gateway')), { maxBytes, files }, say);
  const stop = () => {
    endRotation();
    return services.stop().finally(release);
  };
  const aborted = new Promise<never>((_, reject) => {
    options.signal?.addEventListener('abort', () => reject(new Error('Stopped before all had started')));
  });
  const started = stopLeftovers(records, say).then(() => startAll(settings, services, options));
  try {
    return { ...(await Promise.race([started, aborted])), dataDir: settings.REPRISE_DATA_DIR, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const silent: Say = () => undefined;

async function startAll(
  settings: LauncherSettings,
  started: StartedServices,
  { say = silent, build = true }: StartOptions,
) {
  const port = settings.REPRISE_PORT === 0 ? await freePort() : settings.REPRISE_PORT;
  await assertPortIsFree(settings.REPRISE_HOST, port, 'REPRISE_PORT');
  await reachServers(settings);
  const machine: Machine = { ...thisMachine(), env: { ...process.env, REPRISE_NEXTFLOW: settings.REPRISE_NEXTFLOW } };
  const [nextflow, natsBinary] = await atOnce(
    ensureRuntime(machine, say),
    settings.NATS_URL ? Promise.resolve('') : ensureNatsServer(machine, say),
    build ? ensureBuilt(machine, say) : Promise.resolve(),
  );
  const embed = async <S extends EmbeddedServer>({ definition, ...server }: S) => ({
    ...server,
    service: await started.start(definition),
  });
  const nats = settings.NATS_URL
    ? await existingNats(settings.NATS_URL, settings, say)
    : await embed(await embeddedNats(settings, natsBinary, say));
  const postgres = settings.DATABASE_URL
    ? { urls: existingUrls(settings.DATABASE_URL, settings), service: undefined }
    : await embed(await embeddedPostgres(settings));
  const plan: StartPlan = {
    root: machine.root,
    settings,
    port,
    url: reachableUrl(settings.REPRISE_HOST, port),
    token: keptSecret(settings.REPRISE_DATA_DIR, 'admin.token'),
    natsUrls: nats.urls,
    databaseUrls: postgres.urls,
    taskUser: taskUser(settings, say),
    nextflow,
  };
  const gateway = await started.start(gatewayService(plan));
  const runner = await started.start(runnerService(plan));
  const warning = await isolationWarning(plan);
  if (warning !== undefined) say(warning);
  for (const line of await brokenPipelines(plan)) say(line);
  const services = { nats: nats.service, postgres: postgres.service, gateway, runner };
  const { url, token } = plan;
  const databaseUrl = postgres.urls.DATABASE_MIGRATE_URL ?? postgres.urls.DATABASE_URL;
  return { url, token, link: `${url}/?token=${token}`, natsUrl: nats.url, databaseUrl, services };
}

/** A server that others run may have one login for all. */
const existingUrls = (url: string, { DATABASE_READ_URL, DATABASE_MIGRATE_URL }: LauncherSettings): DatabaseUrls => ({
  DATABASE_URL: url,
  ...(DATABASE_READ_URL && { DATABASE_READ_URL }),
  ...(DATABASE_MIGRATE_URL && { DATABASE_MIGRATE_URL }),
});

/** A server that others run has one login for all. */
async function existingNats(url: string, settings: LauncherSettings, say: Say) {
  const place = {
    replicas: settings.REPRISE_NATS_REPLICAS,
    monitorUrl: settings.NATS_MONITOR_URL,
    positionsFile: positionsFileIn(settings.REPRISE_DATA_DIR),
  };
  const warnings = await prepareLog({
    reprise: url,
    copier: settings.NATS_COPIER_URL,
    upgrader: settings.NATS_UPGRADER_URL,
    ...place,
  });
  for (const warning of warnings) say(warning);
  return { url, urls: { gateway: url, runner: url }, service: undefined };
}
