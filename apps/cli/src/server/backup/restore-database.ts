import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ACCESS } from '@reprise/contracts';
import { openJetStreamLog } from '@reprise/event-log';
import { moveDatabaseAside, withServers, type LauncherSettings, type Servers } from '@reprise/launcher';
import type { Say } from '@reprise/setup';
import { GENESIS } from '@reprise/read-model';
import type { BackupFolder } from './folder/backup-folder.ts';
import { checkBackup } from './folder/check-backup.ts';
import { assertSameHistory } from './folder/same-log.ts';
import { aboutLostChanges } from './format/account-changes.ts';
import { BackupError, filesOfDatabase, type Manifest } from './format/manifest.ts';
import { loadTables } from './load-tables.ts';
import { onProgress } from './progress.ts';
import { rebuildAndVerify } from './rebuild-and-verify.ts';

const PUBLIC_KEYS = 'audit/public-keys/';

/**
 * Checks that a data dir has a key that signed the history of a backup, before anything is moved.
 * @throws BackupError
 */
function assertOwnKeys({ files }: Manifest, dataDir: string): void {
  const keys = files.filter(({ path }) => path.startsWith(PUBLIC_KEYS));
  if (keys.length === 0 || keys.some(({ path }) => existsSync(join(dataDir, path)))) return;
  throw new BackupError(
    `The backup is one of another Reprise: none of its signing keys is in ${join(dataDir, PUBLIC_KEYS)}. Nothing was changed.`,
  );
}

/** Restores the database of a data dir with an intact log, from the last backup. @returns the exit code of `restore` */
export async function restoreDatabase(folder: BackupFolder, settings: LauncherSettings, say: Say): Promise<number> {
  const newest = folder.backups.at(-1)!;
  const { database } = newest;
  const { segments } = newest.log;
  await checkBackup(folder, newest, { files: filesOfDatabase(database), segments, before: GENESIS, onProgress });
  assertOwnKeys(newest, settings.REPRISE_DATA_DIR);
  if (!settings.DATABASE_URL) await moveDatabaseAside(settings, say, () => Promise.resolve());
  const work = async (servers: Servers) => {
    const { log } = await openJetStreamLog({ servers: servers.natsUrl, name: 'reprise restore' });
    try {
      await assertSameHistory(folder, newest, log);
      const { last_seq: lastSeq } = await log.head();
      const later = log.read(ALL_ACCESS, { from: database.as_of_seq + 1, to: lastSeq });
      const changes = await loadTables(servers, { folder, part: database, lastSeq, later });
      return { changes, ...(await rebuildAndVerify(settings, servers)) };
    } finally {
      await log.close();
    }
  };
  const { changes, isWhole } = await withServers(settings, work, { alone: true, say });
  say(
    `Restored the database: accounts and webhooks as of ${database.as_of}, event ${String(database.as_of_seq)}; all else from the log.`,
  );
  for (const line of aboutLostChanges(changes)) say(line);
  say('Start Reprise: npm start.');
  return isWhole ? 0 : 1;
}
