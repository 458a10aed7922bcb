import { join } from 'node:path';
import { openJetStreamLog } from '@reprise/event-log';
import { Trust } from '@reprise/audit-integrity';
import {
  aboutCopy,
  ACCOUNTS_ARE_NOT_IN_THE_LOG,
  HOW_ACCOUNTS_COME_BACK,
  moveDatabaseAside,
  readSettings,
  withServers,
  type Servers,
  type LauncherSettings,
} from '@reprise/launcher';
import {
  openReadModel,
  rebuild as rebuildTables,
  type TableComparison,
  type RebuildProgress,
} from '@reprise/read-model';
import { confirm } from './confirm.ts';
import { progressPrinter } from './progress.ts';
import { tryRenewCopy } from './try-renew-copy.ts';

export interface RebuildFlags {
  /** Moves the files of the embedded Postgres aside first; Reprise must be stopped. */
  readonly newDatabase?: boolean;
  /** Confirms in advance that the accounts stay in the files that are moved aside. */
  readonly withoutAccounts?: boolean;
}

/**
 * Rebuilds the tables of a Reprise instance from its log. It may be running.
 * @returns the exit code: 1 if the old tables had different rows
 */
export async function rebuild({ newDatabase = false, withoutAccounts = false }: RebuildFlags = {}): Promise<number> {
  const settings = readSettings(process.env);
  const say = (line: string) => console.log(line);
  if (newDatabase)
    await moveDatabaseAside(settings, say, {
      hasAccounts: false,
      ...(!withoutAccounts && { confirm: confirmLossOfAccounts }),
    });
  return withServers(settings, (servers) => build(settings, servers), { say });
}

/** @throws Error if confirmation is impossible or refused */
async function confirmLossOfAccounts(): Promise<void> {
  const about =
    `The new database has no accounts. ${ACCOUNTS_ARE_NOT_IN_THE_LOG} ` +
    'Whether the old one has any cannot be seen, since its files are not opened. ' +
    HOW_ACCOUNTS_COME_BACK;
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Error(`${about}\nNothing was moved. To continue: npm run rebuild -- --new-database --without-accounts`);
  console.log(about);
  if (!(await confirm(process.stdin, process.stdout, 'Continue without accounts?')))
    throw new Error('Nothing was moved.');
}

async function build(settings: LauncherSettings, { natsUrl, copierUrl, databaseUrl }: Servers): Promise<number> {
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
    // From now on, this log is authoritative.
    const replicas = settings.REPRISE_NATS_REPLICAS;
    const renewal = await tryRenewCopy({ reprise: natsUrl, copier: copierUrl, replicas });
    if (renewal === 'renewed' || (renewal === 'unknown' && kept !== null)) console.log(aboutCopy[renewal]);
    return compared !== null && compared.differing.length > 0 ? 1 : 0;
  } finally {
    await readModel.close();
    await log.close();
  }
}

function printComparison({ last_seq, differing }: TableComparison): void {
  const upTo = `up to event ${String(last_seq)}`;
  if (differing.length === 0) return console.log(`The old tables held what the log gives ${upTo}, row for row.`);
  console.log(
    `THE OLD TABLES HELD OTHER ROWS than the log gives ${upTo}: ${differing.join(', ')}. The new ones replace them. ` +
      'Unless another release made those, someone changed them.',
  );
}

const onProgress = progressPrinter(
  ({ events, events_per_second }: RebuildProgress) =>
    `${String(events)} events, ${events_per_second.toFixed(0)} a second`,
);
