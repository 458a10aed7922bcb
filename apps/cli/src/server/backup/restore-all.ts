import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytes } from '@reprise/contracts/sizes';
import { seedStream } from '@reprise/event-log';
import { RESTORE_MARKER, withServers, type LauncherSettings, type Servers } from '@reprise/launcher';
import { GENESIS } from '@reprise/read-model';
import type { Say } from '@reprise/setup';
import { assertApart } from './data/assert-apart.ts';
import { assertEmpty } from './data/assert-empty.ts';
import { placeFiles } from './data/place-files.ts';
import { assertServersEmpty } from './database/assert-servers-empty.ts';
import type { BackupFolder } from './folder/backup-folder.ts';
import { checkBackup, HEADS } from './folder/check-backup.ts';
import { eventsIn } from './folder/segments.ts';
import { aboutLostChanges, accessEntries } from './format/account-changes.ts';
import type { StoredEvent } from './format/event-line.ts';
import { BackupError, filesOfDatabase, storedFiles, type Manifest } from './format/manifest.ts';
import { aboutSettings } from './format/settings.ts';
import { aboutSources, lastUntil, sourcesOf, untilOf, type Sources } from './format/until.ts';
import { loadTables } from './load-tables.ts';
import { onProgress } from './progress.ts';
import { aboutRecord, recordRestore } from './record-restore.ts';
import { rebuildAndVerify } from './rebuild-and-verify.ts';

/**
 * Restores a complete Reprise to an empty data dir.
 * @param until time or sequence; without it, the end of the last backup
 * @returns the exit code of `restore`
 */
export async function restoreAll(
  folder: BackupFolder,
  settings: LauncherSettings,
  until: string | undefined,
  say: Say,
): Promise<number> {
  const dataDir = settings.REPRISE_DATA_DIR;
  const uploads = settings.REPRISE_UPLOADS_DIR ?? join(dataDir, 'uploads');
  assertApart(folder.path, [dataDir, uploads]);
  await assertEmpty(dataDir);
  await assertServersEmpty(settings, folder.backups.at(-1)!.database);
  const { lastSeq, ...sources } = await chooseSources(folder, until);
  const { database } = sources.database;
  const marker = join(dataDir, RESTORE_MARKER);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(marker, `${folder.path}\n`, { flush: true });
  const { fileOf } = folder;
  const onFile = ({ path }: { path: string }) => onProgress({ phase: 'files', name: path });
  await placeFiles({ manifest: sources.files, fileOf, dataDir, uploads, lastSeq, onFile });
  const work = async (servers: Servers) => {
    await seed(folder, sources.events, lastSeq, settings, servers);
    const later = accessEntries(eventsAfter(database.as_of_seq, folder, sources.events, lastSeq));
    const changes = await loadTables(servers, { folder, part: database, lastSeq, later });
    const recorded = await recordRestore(servers, {
      backup: sources.events.name,
      until: until ?? null,
      log_seq: lastSeq,
      accounts_seq: database.as_of_seq,
    });
    return { changes, recorded, ...(await rebuildAndVerify(settings, servers, { ownHeadsOnly: until !== undefined })) };
  };
  const { changes, recorded, isWhole, open } = await withServers(settings, work, { alone: true, restoring: true, say });
  await rm(marker);
  say(
    `Restored ${dataDir} from the backup ${sources.events.name}, up to event ${String(lastSeq)}. ${aboutRecord(recorded)}`,
  );
  for (const line of aboutSources(sources)) say(line);
  if (database.as_of_seq > lastSeq)
    say(`Accounts and webhooks are those of event ${String(database.as_of_seq)}: no backup has earlier ones.`);
  for (const line of aboutLostChanges(changes)) say(line);
  for (const line of aboutSettings(sources.files.settings, process.env)) say(line);
  for (const line of aboutJobs(sources.files, dataDir, open)) say(line);
  if (until !== undefined && settings.REPRISE_AUDIT_HEADS_DIR !== undefined)
    say('Set REPRISE_AUDIT_HEADS_DIR to a new folder: the old one has signatures of events that are left out.');
  say('Start Reprise: npm start. Do not start the old one again at the same time.');
  return isWhole ? 0 : 1;
}

/**
 * Finds the last event to restore and the backups to use, and checks everything that is needed, before anything is
 * written.
 */
async function chooseSources(folder: BackupFolder, text?: string): Promise<Sources & { lastSeq: number }> {
  const newest = folder.backups.at(-1)!;
  const { segments, last_seq } = newest.log;
  const until = text === undefined ? undefined : untilOf(text);
  if (until && 'seq' in until && until.seq > last_seq)
    throw new BackupError(`The backups reach to event ${String(last_seq)}, not to ${String(until.seq)}.`);
  const heads = newest.files.filter(({ path }) => path === HEADS);
  await checkBackup(folder, newest, { files: heads, segments, before: GENESIS, onProgress });
  const lastSeq = until ? await lastUntil(eventsIn(folder.path, segments), until) : last_seq;
  if (lastSeq === 0 && last_seq > 0)
    throw new BackupError(
      `No event of the backups is that old: the first one is of ${await firstTime(folder, newest)}.`,
    );
  const sources = sourcesOf(folder.backups, until && lastSeq);
  const check = (manifest: Manifest, files = storedFiles(manifest)) =>
    checkBackup(folder, manifest, { files, segments: [], before: GENESIS, onProgress });
  await check(sources.files);
  if (sources.database !== sources.files) await check(sources.database, filesOfDatabase(sources.database.database));
  return { ...sources, lastSeq };
}

async function firstTime(folder: BackupFolder, { log }: Manifest): Promise<string> {
  for await (const { stored_at } of eventsIn(folder.path, log.segments, 1)) return stored_at;
  return '';
}

async function seed(
  folder: BackupFolder,
  { log }: Manifest,
  lastSeq: number,
  settings: LauncherSettings,
  { natsUrl }: Servers,
): Promise<void> {
  const onStored = (seq: number) => onProgress({ phase: 'events', seq, total: lastSeq });
  const nats = { servers: natsUrl, name: 'reprise restore', replicas: settings.REPRISE_NATS_REPLICAS, onStored };
  const stored = await seedStream(nats, eventsIn(folder.path, log.segments, lastSeq));
  if (stored !== lastSeq) throw new Error(`The log ends at event ${String(stored)} instead of ${String(lastSeq)}.`);
}

/** Yields a backup's events after one sequence and up to another. */
async function* eventsAfter(
  seq: number,
  folder: BackupFolder,
  { log }: Manifest,
  to: number,
): AsyncGenerator<StoredEvent> {
  const later = log.segments.filter(({ last_seq }) => last_seq > seq);
  for await (const event of eventsIn(folder.path, later, to)) if (event.seq > seq) yield event;
}

/** Lines about data that are not in the backup. */
function aboutJobs({ left_out }: Manifest, dataDir: string, open: number): string[] {
  const there = left_out.map(
    ({ what, path, bytes: size }) =>
      `Not in the backup: ${what} (${size === null ? 'of unknown size' : bytes(size)} in ${path}).`,
  );
  if (open === 0) return there;
  return [
    ...there,
    `Jobs that were running: ${String(open)}. They are shown as failed soon after the start, and can be resumed if their files ` +
      `are in ${join(dataDir, 'jobs')}: put that folder back before the start, at its old path.`,
  ];
}
