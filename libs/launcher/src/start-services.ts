import { keptSecret } from '@reprise/local-servers';
import { type Say, thisMachine } from '@reprise/setup';
import type { Preparation } from './prepare.ts';
import { reachableUrl } from './reachable-url.ts';
import type { DatabaseUrls } from './database-urls.ts';
import { embeddedNats, embeddedPostgres, type EmbeddedServer } from './servers/embedded-servers.ts';
import type { LauncherSettings } from './settings.ts';
import type { StartPlan } from './start-plan.ts';
import { gatewayService, runnerService } from './services/own-services.ts';
import type { StartedServices } from './services/started-services.ts';

/** Starts each service when the previous one is ready. Adopts services that are running. */
export async function startServices(
  settings: LauncherSettings,
  started: StartedServices,
  prepared: Preparation,
  say: Say,
) {
  const { port, nextflow, natsBinary, taskUser } = prepared;
  const embed = async <S extends EmbeddedServer>({ definition, ...server }: S) => ({
    ...server,
    service: await started.start(definition),
  });
  const nats = settings.NATS_URL
    ? existingNats(settings.NATS_URL)
    : await embed(await embeddedNats(settings, natsBinary, say, prepared.natsPort));
  const postgres = settings.DATABASE_URL
    ? existingPostgres(settings.DATABASE_URL, settings)
    : await embed(await embeddedPostgres(settings, prepared.postgresPort));
  const plan: StartPlan = {
    root: thisMachine().root,
    settings,
    port,
    url: reachableUrl(settings.REPRISE_HOST, port),
    token: keptSecret(settings.REPRISE_DATA_DIR, 'admin.token'),
    natsUrls: nats.urls,
    databaseUrls: postgres.urls,
    taskUser,
    nextflow,
  };
  const gateway = await started.start(gatewayService(plan));
  const runner = await started.start(runnerService(plan));
  const services = { nats: nats.service, postgres: postgres.service, gateway, runner };
  const databaseUrl = postgres.urls.DATABASE_MIGRATE_URL ?? postgres.urls.DATABASE_URL;
  const preparation: Preparation = { ...prepared, natsPort: nats.port, postgresPort: postgres.port };
  return { plan, natsUrl: nats.url, databaseUrl, services, preparation, postgresPidFile: postgres.pidFile };
}

/** An external server has one login for everything. */
const existingNats = (url: string) => ({
  url,
  urls: { gateway: url, runner: url },
  port: undefined,
  service: undefined,
});

/** An external server may have one login for everything. */
function existingPostgres(url: string, { DATABASE_READ_URL, DATABASE_MIGRATE_URL }: LauncherSettings) {
  const urls: DatabaseUrls = {
    DATABASE_URL: url,
    ...(DATABASE_READ_URL && { DATABASE_READ_URL }),
    ...(DATABASE_MIGRATE_URL && { DATABASE_MIGRATE_URL }),
  };
  return { urls, port: undefined, service: undefined, pidFile: undefined };
}
