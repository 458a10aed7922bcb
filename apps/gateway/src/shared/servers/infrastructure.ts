import { Logger, type Provider } from '@nestjs/common';
import { ClientProxyFactory, Transport, type ClientProxy, type NatsOptions } from '@nestjs/microservices';
import { connectionOptions } from '@reprise/event-log';
import { assertFollowed, countAttempts, isDatabaseAway, readJobState, summarizeJobs } from '@reprise/read-model';
import { countPendingDeliveries } from '@reprise/webhooks';
import type { CommandName } from '@reprise/contracts';
import { nothingKnown } from '@reprise/job';
import type { JobSnapshot } from '@reprise/job-store';
import { loadPipelines } from '@reprise/pipelines';
import { JobCommands, type Outcome } from '../../jobs/commands/job-commands.ts';
import { kept } from '../metrics/kept.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { GatewaySettings } from '../settings.ts';
import { CloseConnections } from './close-connections.ts';
import { Closing } from './closing.ts';
import type { Connections } from './connections.ts';
import { Pipelines } from '../pipelines/pipelines.ts';
import { ProjectorHost } from './projector-host.ts';
import { Runners } from '../../runners/runners.ts';
import { Storages } from '../../jobs/storages.ts';
import { CHANGE_FEED, EVENT_LOG, READ_MODEL, REASON_REQUIRED, SERVICES, TRUST } from './tokens.ts';

/** How the services talk to each other; also for the questions that this gateway answers. */
export const natsOptions = ({ natsUrl }: GatewaySettings): NatsOptions => ({
  transport: Transport.NATS,
  options: connectionOptions({ servers: natsUrl, name: 'gateway questions' }),
});

/** Everything that the slices share, made of real servers. */
export function infrastructure(settings: GatewaySettings, connections: Connections): Provider[] {
  const { log, readModel, feed, trust } = connections;
  const signing = { trust, everyEntries: settings.audit.signEvery };
  return [
    { provide: EVENT_LOG, useValue: log },
    { provide: READ_MODEL, useValue: readModel },
    { provide: TRUST, useValue: trust },
    { provide: REASON_REQUIRED, useValue: settings.reasonRequired },
    { provide: CHANGE_FEED, useValue: feed },
    { provide: SERVICES, useFactory: () => connectedClient(settings) },
    { provide: ProjectorHost, useFactory: () => new ProjectorHost(readModel, log, signing) },
    { provide: Pipelines, useFactory: () => pipelines(settings) },
    { provide: Storages, useFactory: (services: ClientProxy) => new Storages(services), inject: [SERVICES] },
    {
      provide: JobCommands,
      useFactory: (metrics: Metrics) => jobCommands(settings, connections, metrics),
      inject: [Metrics],
    },
    { provide: Metrics, useFactory: metrics(connections), inject: [ProjectorHost, Runners] },
    {
      provide: CloseConnections,
      useFactory: (host: ProjectorHost, services: ClientProxy) => new CloseConnections(connections, host, services),
      inject: [ProjectorHost, SERVICES],
    },
    Runners,
    Closing,
  ];
}

/** Connected before it is asked: a first question would spend its patience on that. */
async function connectedClient(settings: GatewaySettings): Promise<ClientProxy> {
  const client = ClientProxyFactory.create(natsOptions(settings));
  await client.connect();
  return client;
}

function pipelines(settings: GatewaySettings): Pipelines {
  const loaded = loadPipelines(settings.pipelineFolders);
  const logger = new Logger('Pipelines');
  for (const { file, field, reason } of loaded.broken) logger.error(`${file}${field ? `, ${field}` : ''}: ${reason}`);
  logger.log(`Loaded: ${loaded.pipelines.map(({ manifest }) => manifest.name).join(', ') || 'none'}`);
  return new Pipelines(loaded, settings.inputRoots);
}

function jobCommands(
  { reasonRequired }: GatewaySettings,
  { log, readModel }: Connections,
  figures: Metrics,
): JobCommands {
  // Without the database a job's whole history is folded instead: a cancel must not wait for it.
  const snapshot: JobSnapshot = (jobId) =>
    readJobState(readModel, jobId).catch((error: unknown) => {
      if (isDatabaseAway(error)) return nothingKnown;
      throw error;
    });
  const count = (verb: CommandName, outcome: Outcome) => figures.command(verb, outcome);
  const assertSameLog = () =>
    assertFollowed(readModel, log).catch((error: unknown) => {
      if (!isDatabaseAway(error)) throw error;
    });
  return new JobCommands(log, snapshot, count, reasonRequired, assertSameLog);
}

/** Whoever scrapes needs no token, and each answer counts a whole table; null where that can't be read. */
const keptForScrapes = <T>(read: () => Promise<T>) => kept(1_000, () => read().catch(() => null));

const metrics =
  ({ readModel }: Connections) =>
  (host: ProjectorHost, runners: Runners) =>
    new Metrics({
      projection: () => host.view(),
      runners: () => runners.list(Date.now()),
      jobs: keptForScrapes(() => summarizeJobs(readModel, {})),
      attempts: keptForScrapes(() => countAttempts(readModel)),
      pendingDeliveries: keptForScrapes(() => countPendingDeliveries(readModel)),
    });
