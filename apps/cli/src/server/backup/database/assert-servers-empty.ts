import { assertStreamEmpty } from '@reprise/event-log';
import type { LauncherSettings } from '@reprise/launcher';
import { assertDatabaseEmpty } from './load-database.ts';
import type { DatabasePart } from '../format/manifest.ts';

/**
 * Checks that the stream and the database on external servers are empty before anything is written. In an empty data
 * dir, the embedded servers are always empty.
 * @throws StreamNotEmptyError, BackupError, or the error of a server that cannot be reached
 */
export async function assertServersEmpty(
  { NATS_URL, DATABASE_URL, DATABASE_MIGRATE_URL }: LauncherSettings,
  part: DatabasePart,
): Promise<void> {
  if (NATS_URL) await assertStreamEmpty({ servers: NATS_URL, name: 'reprise restore' });
  const databaseUrl = DATABASE_MIGRATE_URL ?? DATABASE_URL;
  if (databaseUrl) await assertDatabaseEmpty(databaseUrl, part);
}
