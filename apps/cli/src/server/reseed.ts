import { join } from 'node:path';
import { reseed as reseedStream, Trust, type ReseedProgress } from '@reprise/audit-integrity';
import {
  aboutCopy,
  moveStoreAside,
  readSettings,
  withServers,
  type Servers,
  type LauncherSettings,
} from '@reprise/launcher';
import { openReadModel } from '@reprise/read-model';
import { progressPrinter } from './progress.ts';
import { tryRenewCopy } from './try-renew-copy.ts';

export interface ReseedFlags {
  /** Moves the store of the embedded nats-server aside first. */
  readonly newStore?: boolean;
}

/**
 * Fills the empty stream of a stopped Reprise from its audit table. Afterwards the tables are updated from the stream.
 * @returns the exit code
 */
export async function reseed({ newStore = false }: ReseedFlags = {}): Promise<number> {
  const settings = readSettings(process.env);
  if (newStore) await moveStoreAside(settings, (line) => console.log(line));
  const events = await withServers(settings, (servers) => fill(settings, servers), {
    alone: true,
    say: (line) => console.log(line),
  });
  console.log(
    `The stream holds the ${String(events)} events of the audit table, and the tables follow it. Start Reprise.`,
  );
  return 0;
}

async function fill(settings: LauncherSettings, { natsUrl, copierUrl, databaseUrl }: Servers): Promise<number> {
  const readModel = await openReadModel({ databaseUrl, poolSize: 2 });
  try {
    const folder = join(settings.REPRISE_DATA_DIR, 'audit');
    const trust = await Trust.open({ readModel, folder, copyFolder: settings.REPRISE_AUDIT_HEADS_DIR });
    const replicas = settings.REPRISE_NATS_REPLICAS;
    const nats = { servers: natsUrl, name: 'reprise reseed', replicas };
    const events = await reseedStream({ readModel, nats, trust, onProgress });
    const renewal = await tryRenewCopy({ reprise: natsUrl, copier: copierUrl, replicas });
    if (renewal !== null) console.log(aboutCopy[renewal]);
    return events;
  } finally {
    await readModel.close();
  }
}

const onProgress = progressPrinter(
  ({ events, total }: ReseedProgress) => `${String(events)} of ${String(total)} events`,
);
