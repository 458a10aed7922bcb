import { openJetStreamLog, type EventLog } from '@reprise/event-log';
import { Trust } from '@reprise/audit-integrity';
import { isDatabaseAway, openReadModel, startChangeFeed, type ChangeFeed, type ReadModel } from '@reprise/read-model';
import type { GatewaySettings } from '../settings.ts';

/** Ensures that an append, including retries, takes less time than a browser's timeout. */
const LOG_TIMEOUTS = { requestMs: 2_000, deadlineMs: 8_000 };
const BOOT_MS = 60_000;
const RETRY_MS = 500;
const SLOW_MS = 2_000;

type DatabaseSettings = Pick<GatewaySettings, 'databaseUrl' | 'databaseReadUrl' | 'databaseMigrateUrl'> &
  Partial<Pick<GatewaySettings, 'retention' | 'approvals'>>;
type ServerSettings = DatabaseSettings &
  Pick<GatewaySettings, 'natsUrl' | 'natsMonitorUrl' | 'natsReplicas' | 'logTimeouts' | 'audit'>;

/** Connections to the servers that a gateway uses. */
export interface Connections {
  readonly log: EventLog;
  /** Connection with the reading login. */
  readonly readModel: ReadModel;
  /** Connection with the writing login; the same connection if one login is used for everything. */
  readonly writeModel: ReadModel;
  readonly feed: ChangeFeed;
  readonly trust: Trust;
  /** Warnings for the operator. */
  readonly warnings: readonly string[];
}

/**
 * Connects to NATS and Postgres, which may still be starting. Reports once which of them it is waiting for, and gives
 * up after a minute.
 * @param migrations migrations of tables outside the read model
 * @throws the last error
 */
export async function connect(
  { natsUrl, natsMonitorUrl, natsReplicas, logTimeouts = LOG_TIMEOUTS, audit, ...database }: ServerSettings,
  say: (sentence: string) => void,
  migrations: readonly ((model: ReadModel) => Promise<void>)[] = [],
): Promise<Connections> {
  const deadline = Date.now() + BOOT_MS;
  const waitingFor = (server: string) => () => say(`Waiting for ${server}, for a minute at most`);
  const writeModel = await reportIfSlow(openWhenThere(database, deadline), waitingFor('Postgres'));
  let readModel = writeModel;
  try {
    const { databaseReadUrl: databaseUrl } = database;
    if (databaseUrl) readModel = await openReadModel({ databaseUrl, migrateUrl: null, ...rulesOf(database) });
    for (const migrate of migrations) await migrate(writeModel);
    const trust = await Trust.open({ readModel: writeModel, folder: audit.folder, copyFolder: audit.headsFolder });
    const opening = openJetStreamLog({
      servers: natsUrl,
      name: 'gateway',
      replicas: natsReplicas,
      monitorUrl: natsMonitorUrl,
      ...logTimeouts,
      bootMs: deadline - Date.now(),
    });
    const { log, warnings } = await reportIfSlow(opening, waitingFor('NATS'));
    return { log, readModel, writeModel, feed: await startChangeFeed(readModel), trust, warnings };
  } catch (error) {
    await Promise.all([...new Set([readModel, writeModel])].map((each) => each.close()));
    throw error;
  }
}

/** Reports a connection attempt that takes longer than usual. */
async function reportIfSlow<T>(opening: Promise<T>, report: () => void): Promise<T> {
  const timer = setTimeout(report, SLOW_MS);
  try {
    return await opening;
  } finally {
    clearTimeout(timer);
  }
}

/** Server settings that views of jobs show. */
const rulesOf = ({ retention, approvals }: DatabaseSettings) => ({
  workDirMs: retention?.workDirMs ?? null,
  resumesAreApproved: approvals?.commands.includes('resume') ?? false,
});

async function openWhenThere(database: DatabaseSettings, deadline: number): Promise<ReadModel> {
  const { databaseUrl, databaseMigrateUrl: migrateUrl } = database;
  for (;;) {
    try {
      return await openReadModel({ databaseUrl, migrateUrl, ...rulesOf(database) });
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
