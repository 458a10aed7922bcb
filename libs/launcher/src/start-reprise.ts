import { dirname } from 'node:path';
import { takeDataFolder } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import { brokenPipelines } from './broken-pipelines.ts';
import { aboutFullDisk } from './full-disk.ts';
import { prepare, type Preparation } from './prepare.ts';
import { assertRestored } from './servers/unfinished-restore.ts';
import { stopLeftovers } from './services/leftovers.ts';
import { isolationWarning } from './services/own-runner.ts';
import { thisProcess, type ProcessHolder } from './services/process-holder.ts';
import { ServiceLocks } from './services/service-locks.ts';
import type { Service } from './services/service.ts';
import { StartedServices } from './services/started-services.ts';
import { startServices } from './start-services.ts';
import { readSettings, type LauncherSettings } from './settings.ts';
import { logFile } from './start-plan.ts';
import { watch, type Watched } from './watch/watch.mjs';

/** A whole running Reprise. */
export interface Reprise {
  /** URL of the page and the API, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly token: string;
  /** URL of the page that signs the browser in. */
  readonly link: string;
  /** URL with the login that created the log. The services have other logins. */
  readonly natsUrl: string;
  /** URL with the login that owns the tables. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Services that were started here. Excludes an external nats-server or Postgres. */
  readonly services: Readonly<{
    nats: Service | undefined;
    postgres: Service | undefined;
    gateway: Service;
    runner: Service;
  }>;
  /** Findings and choices of this start, for a process that adopts it. */
  readonly preparation: Preparation;
  readonly watched: Watched;
  /** Stops everything in reverse order within 10 s. Running attempts continue. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Receives progress lines. */
  readonly say?: Say;
  /** Aborts the start: services that were started are stopped, and running setup steps are ended. */
  readonly signal?: AbortSignal;
  /** Whether changed services and pages are built first. Default true. */
  readonly build?: boolean;
  /** Parent of the services. Default: this process. */
  readonly holder?: ProcessHolder;
}

/**
 * Installs and builds what is missing, and starts each service when the previous one is ready.
 * @param env the settings; nothing else is read from it
 * @throws Error that says what failed and what to do; everything that was started is stopped
 */
export async function startReprise(env: NodeJS.ProcessEnv, options: StartOptions = {}): Promise<Reprise> {
  const say = options.say ?? silent;
  const settings = readSettings(env);
  assertRestored(settings.REPRISE_DATA_DIR);
  const { holder = thisProcess } = options;
  const release = takeDataFolder(settings.REPRISE_DATA_DIR, holder.identity);
  const locks = new ServiceLocks(settings.REPRISE_DATA_DIR);
  const services = new StartedServices(locks, say, holder);
  let endWatch = () => undefined as void;
  const stop = () => {
    endWatch();
    return services.stop().finally(release);
  };
  const aborted = new Promise<never>((_, reject) => {
    options.signal?.addEventListener('abort', () => reject(new Error('Stopped before all had started')));
  });
  const started = stopLeftovers(locks, say).then(() => startAll(settings, services, options.build ?? true, say));
  try {
    const { postgresPidFile, ...running } = await Promise.race([started, aborted]);
    const watched = { ...watchedOf(settings), postgresPidFile };
    endWatch = watch(watched, services, say);
    return { ...running, watched, dataDir: settings.REPRISE_DATA_DIR, stop };
  } catch (error) {
    await stop();
    throw aboutFullDisk(error, settings.REPRISE_DATA_DIR);
  }
}

function watchedOf(settings: LauncherSettings): Watched {
  const { REPRISE_DATA_DIR: folder, REPRISE_LOG_MAX_SIZE: maxBytes, REPRISE_LOG_FILES: files } = settings;
  const natsLog = logFile(folder, 'nats');
  return { logs: { folder: dirname(natsLog), limits: { maxBytes, files } }, disk: { folder, natsLog } };
}

const silent: Say = () => undefined;

async function startAll(settings: LauncherSettings, started: StartedServices, build: boolean, say: Say) {
  const prepared = await prepare(settings, build, say);
  const { plan, ...rest } = await startServices(settings, started, prepared, say);
  const warning = await isolationWarning(plan);
  if (warning !== undefined) say(warning);
  for (const line of await brokenPipelines(plan)) say(line);
  const { url, token } = plan;
  return { ...rest, url, token, link: `${url}/?token=${token}` };
}
