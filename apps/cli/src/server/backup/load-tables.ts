import type { LogEntry } from '@reprise/event-log';
import type { Servers } from '@reprise/launcher';
import { loadDatabase } from './database/load-database.ts';
import type { BackupFolder } from './folder/backup-folder.ts';
import { readAccess, type AccountChange } from './format/account-changes.ts';
import type { DatabasePart } from './format/manifest.ts';
import { onProgress } from './progress.ts';

export interface LoadTablesOptions {
  readonly folder: BackupFolder;
  readonly part: DatabasePart;
  /** Last event of the restored log. */
  readonly lastSeq: number;
  /** That log's entries about access that are later than the tables. */
  readonly later: AsyncIterable<LogEntry>;
}

/** Loads the tables in a backup. Returns the changes to accounts that they lack. */
export async function loadTables(
  { databaseUrl }: Servers,
  { folder, part, lastSeq, later }: LoadTablesOptions,
): Promise<readonly AccountChange[]> {
  onProgress({ phase: 'tables', name: 'accounts, webhooks and signed heads' });
  const { ids: recorded, changes } = await readAccess(later);
  await loadDatabase({ databaseUrl, part, fileOf: folder.fileOf, lastSeq, recorded });
  return changes;
}
