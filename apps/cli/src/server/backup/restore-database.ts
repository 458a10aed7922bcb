import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ACCESS } from '@reprise/contracts';
import { openJetStreamLog } from '@reprise/event-log';
import { moveDatabaseAside, withServers, type LauncherSettings, type Servers } from '@reprise/launcher';
import type { Say } from '@reprise/setup';
import { GENESIS } from '@reprise/read-model';
import { assertDatabaseEmpty } from './database/load-database.ts';
import type { BackupFolder } from './folder/backup-folder.ts';
import { checkBackup } from './folder/check-backup.ts';
import { assertSameHistory } from './folder/same-log.ts';
import { aboutLostChanges, type AccountChange } from './format/account-changes.ts';
import { BackupError, filesOfDatabase, type Manifest } from './format/manifest.ts';
import { loadTables } from './load-tables.ts';
import { onProgress } from './progress.ts';
import { aboutRecord, recordRestore } from './record-restore.ts';
import { rebuildAndVerify } from './rebuild-and-verify.ts';

const PUBLIC_KEYS = 'audit/public-keys/';

/**
 * Checks, before anything is moved, that a data dir has a key with which a backup's history was signed.
 * @throws BackupError
 */
function assertOwnKeys({ files }: Manifest, dataDir: string): void {
  const keys = files.filter(({ path }) => path.startsWith(PUBLIC_KEYS));
  if (keys.length === 0 || keys.some(({ path }) => existsSync(join(dataDir, path)))) return;
  throw new BackupError(
    `The backup is one of another Reprise: none of its signing keys is in ${join(dataDir, PUBLIC_KEYS)}. Nothing was changed.`,
  );
}

/**
 * Checks, before the database is moved, that the log contains a backup's history. Does not start the embedded Postgres,
 * whose files may be damaged.
 * @throws BackupError
 */
const assertOwnLog = (folder: BackupFolder, newest: Manifest, settings: LauncherSettings): Promise<void> =>
  withServers(
    { DATABASE_URL: 'postgres://not-started', ...settings },
    async ({ natsUrl }) => {
      const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise restore' });
      try {
        await assertSameHistory(folder, newest, log);
      } finally {
        await log.close();
      }
    },
    { alone: true },
  );

/**
 * Restores the database of a data dir whose log is intact, from the last backup. @returns the exit code of `restore`
 */
export async function restoreDatabase(folder: BackupFolder, settings: LauncherSettings, say: Say): Promise<number> {
  const newest = folder.backups.at(-1)!;
  const { database } = newest;
  const { segments } = newest.log;
  const databaseUrl = settings.DATABASE_MIGRATE_URL ?? settings.DATABASE_URL;
  if (databaseUrl) await assertDatabaseEmpty(databaseUrl, database);
  await checkBackup(folder, newest, { files: filesOfDatabase(database), segments, before: GENESIS, onProgress });
  assertOwnKeys(newest, settings.REPRISE_DATA_DIR);
  await assertOwnLog(folder, newest, settings);
  if (!databaseUrl) await moveDatabaseAside(settings, say, { hasAccounts: true });
  const work = async (servers: Servers) => {
    const changes = await load(servers, folder, newest);
    const accounts = { until: null, log_seq: null, accounts_seq: database.as_of_seq };
    const recorded = await recordRestore(servers, { backup: newest.name, ...accounts });
    return { changes, recorded, ...(await rebuildAndVerify(settings, servers)) };
  };
  const { changes, recorded, isWhole } = await withServers(settings, work, { alone: true, say });
  say(
    `Restored the database: accounts and webhooks as of ${database.as_of}, event ${String(database.as_of_seq)}; all else from the log. ` +
      aboutRecord(recorded),
  );
  for (const line of aboutLostChanges(changes)) say(line);
  say('Start Reprise: npm start.');
  return isWhole ? 0 : 1;
}

/** Loads the tables in a backup and keeps the log. Returns the changes to accounts that the tables lack. */
async function load(servers: Servers, folder: BackupFolder, { database }: Manifest): Promise<readonly AccountChange[]> {
  const { log } = await openJetStreamLog({ servers: servers.natsUrl, name: 'reprise restore' });
  try {
    const { last_seq: lastSeq } = await log.head();
    const later = log.read(ALL_ACCESS, { from: database.as_of_seq + 1, to: lastSeq });
    return await loadTables(servers, { folder, part: database, lastSeq, later });
  } finally {
    await log.close();
  }
}
