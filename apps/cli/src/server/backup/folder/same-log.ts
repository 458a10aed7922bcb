import { entryAt, type EventLog } from '@reprise/event-log';
import { canonicalContent } from '@reprise/read-model';
import { BackupError, type Manifest } from '../format/manifest.ts';
import type { BackupFolder } from './backup-folder.ts';
import { eventsIn } from './segments.ts';

/**
 * Checks that a log contains the last event of a backup, and therefore the history before it.
 * @throws BackupError if the log ends earlier, or has a different event there
 */
export async function assertSameHistory(
  folder: BackupFolder,
  { log: { last_seq, segments } }: Manifest,
  log: Pick<EventLog, 'head' | 'read'>,
): Promise<void> {
  if (last_seq === 0) return;
  const head = await log.head();
  if (head.last_seq < last_seq)
    throw new BackupError(
      `The log ends at event ${String(head.last_seq)}, but the backups in ${folder.path} reach to event ${String(last_seq)}: ` +
        'the log was replaced or has lost events. Nothing was changed. To keep these backups, give another folder.',
    );
  let stored: Buffer | undefined;
  for await (const event of eventsIn(folder.path, segments.slice(-1))) stored = canonicalContent(event);
  const entry = await entryAt(log, last_seq);
  if (!entry || !stored?.equals(canonicalContent(entry)))
    throw new BackupError(
      `Event ${String(last_seq)} of the log is not the one in ${folder.path}: it holds the backups of another Reprise, ` +
        'or of this one before it was restored to an earlier moment. Nothing was changed. Give another folder.',
    );
}
