import { join } from 'node:path';
import { openJetStreamLog } from '@reprise/event-log';
import { Trust } from '@reprise/audit-integrity';
import {
  aboutCopy,
  moveDatabaseAside,
  readSettings,
  renewCopy,
  withServers,
  type Servers,
  type Settings,
} from '@reprise/launcher';
import { openReadModel, rebuild as rebuildTables, type Compared, type RebuildProgress } from '@reprise/read-model';
import { progressPrinter } from './progress.ts';

export interface RebuildOptions {
  /** Moves the files of the embedded Postgres aside first; Reprise must be stopped. */
  readonly newDatabase?: boolean;
}

/** Builds the tables anew from the log of a Reprise, which may be running. @returns the exit code: 1 if the old tables held other rows */
export async function rebuild({ newDatabase = false }: RebuildOptions = {}): Promise<number> {
  const settings = readSettings(process.env);
  if (newDatabase) await moveDatabaseAside(settings, (line) => console.log(line));
  return withServers(settings, (servers) => build(settings, servers), { say: (line) => console.log(line) });
}

async function build(settings: Settings, { natsUrl, copierUrl, databaseUrl }: Servers): Promise<number> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise rebuild' });
  const readModel = await openReadModel({ databaseUrl, poolSize: 1 });
  try {
    const folder = join(settings.REPRISE_DATA_DIR, 'audit');
    const trust = await Trust.open({ readModel, folder, copyFolder: settings.REPRISE_AUDIT_HEADS_DIR });
    const { events, duration_ms, kept, compared, damaged } = await rebuildTables({
      databaseUrl,
      log,
      trust,
      onProgress,
    });
    console.log(`Rebuilt from ${String(events)} events in ${(duration_ms / 1000).toFixed(1)} s`);
    if (compared !== null) printComparison(compared);
    else if (damaged) console.log('A file of the old tables was damaged: the new ones replace them.');
    else if (kept === null) console.log('There were no tables to compare with.');
    if (kept !== null) console.log(`The old tables hold what this log has not: they are kept in the schema ${kept}.`);
    // Now this log counts, whichever it is.
    const replicas = settings.REPRISE_NATS_REPLICAS;
    const renewal = await renewCopy({ reprise: natsUrl, copier: copierUrl, replicas });
    if (renewal === 'renewed' || (renewal === 'unknown' && kept !== null)) console.log(aboutCopy[renewal]);
    return compared !== null && compared.differing.length > 0 ? 1 : 0;
  } finally {
    await readModel.close();
    await log.close();
  }
}

function printComparison({ last_seq, differing }: Compared): void {
  const upTo = `up to event ${String(last_seq)}`;
  if (differing.length === 0) return console.log(`The old tables held what the log gives ${upTo}, row for row.`);
  console.log(
    `THE OLD TABLES HELD OTHER ROWS than the log gives ${upTo}: ${differing.join(', ')}. The new ones replace them. ` +
      'Unless another release made those, somebody changed them.',
  );
}

const onProgress = progressPrinter(
  ({ events, events_per_second }: RebuildProgress) =>
    `${String(events)} events, ${events_per_second.toFixed(0)} a second`,
);
