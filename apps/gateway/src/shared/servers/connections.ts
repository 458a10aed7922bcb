import { openJetStreamLog, type EventLog } from '@reprise/event-log';
import { Trust } from '@reprise/audit-integrity';
import { isDatabaseAway, openReadModel, startChangeFeed, type ChangeFeed, type ReadModel } from '@reprise/read-model';
import { migrateWebhooks } from '@reprise/webhooks';
import type { GatewaySettings } from '../settings.ts';

/** Deadline of an append, retries included: shorter than a browser's timeout. */
const APPEND_MS = 8_000;
const ONE_TRY_MS = 2_000;
const BOOT_MS = 60_000;
const RETRY_MS = 500;
const SLOW_MS = 2_000;

type ServerSettings = Pick<GatewaySettings, 'natsUrl' | 'natsMonitorUrl' | 'natsReplicas' | 'databaseUrl' | 'audit'>;

/** The servers a gateway works with. */
export interface Connections {
  readonly log: EventLog;
  readonly readModel: ReadModel;
  readonly feed: ChangeFeed;
  readonly trust: Trust;
  /** Warnings for the operator. */
  readonly warnings: readonly string[];
}

/**
 * Connects to both servers, which may still be starting; says once which is waited for, and gives up after a minute.
 * @throws what the last try said
 */
export async function connect(
  { natsUrl, natsMonitorUrl, natsReplicas, databaseUrl, audit }: ServerSettings,
  say: (sentence: string) => void,
): Promise<Connections> {
  const deadline = Date.now() + BOOT_MS;
  const waitingFor = (server: string) => () => say(`Waiting for ${server}, for a minute at most`);
  const readModel = await reportIfSlow(openWhenThere(databaseUrl, deadline), waitingFor('Postgres'));
  try {
    await migrateWebhooks(readModel);
    const trust = await Trust.open({ readModel, folder: audit.folder, copyFolder: audit.headsFolder });
    const opening = openJetStreamLog({
      servers: natsUrl,
      name: 'gateway',
      replicas: natsReplicas,
      monitorUrl: natsMonitorUrl,
      requestMs: ONE_TRY_MS,
      deadlineMs: APPEND_MS,
      bootMs: deadline - Date.now(),
    });
    const { log, warnings } = await reportIfSlow(opening, waitingFor('NATS'));
    return { log, readModel, feed: await startChangeFeed(readModel), trust, warnings };
  } catch (error) {
    await readModel.close();
    throw error;
  }
}

/** Reports an opening that takes longer than usual. */
async function reportIfSlow<T>(opening: Promise<T>, report: () => void): Promise<T> {
  const timer = setTimeout(report, SLOW_MS);
  try {
    return await opening;
  } finally {
    clearTimeout(timer);
  }
}

async function openWhenThere(databaseUrl: string, deadline: number): Promise<ReadModel> {
  for (;;) {
    try {
      return await openReadModel({ databaseUrl });
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
