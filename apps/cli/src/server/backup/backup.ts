import { join } from 'node:path';
import { VERSION } from '@reprise/contracts';
import { bytes } from '@reprise/contracts/sizes';
import { openJetStreamLog, type EventLog } from '@reprise/event-log';
import { readSettings, withServers, type Servers } from '@reprise/launcher';
import { GENESIS } from '@reprise/read-model';
import { aboutFullDisk } from './about-full-disk.ts';
import { assertApart } from './data/assert-apart.ts';
import { copyFiles } from './data/copy-files.ts';
import { dataFiles, uploadFiles } from './data/data-files.ts';
import { leftOut } from './data/left-out.ts';
import { dumpDatabase } from './database/dump-database.ts';
import { BackupFolder } from './folder/backup-folder.ts';
import { checkBackup, wholeOf } from './folder/check-backup.ts';
import { assertSameHistory } from './folder/same-log.ts';
import { writeSegments } from './folder/segments.ts';
import { FORMAT_VERSION, storedFiles, type Manifest, type Stored } from './format/manifest.ts';
import { notedSettings } from './format/settings.ts';
import { onProgress } from './progress.ts';

export interface BackupFlags {
  /** Number of backups to keep; all by default. */
  readonly keep?: number;
  /** Reads all parts of this backup again, not only the new ones. */
  readonly check?: boolean;
}

/** Folders that are backed up. */
interface Places {
  readonly dataDir: string;
  readonly uploads: string;
}

/**
 * Backs up a Reprise instance, which may be running, to a folder that may contain earlier backups.
 * @returns the exit code
 */
export async function backup(path: string, flags: BackupFlags): Promise<number> {
  const settings = readSettings(process.env);
  const dataDir = settings.REPRISE_DATA_DIR;
  const places = { dataDir, uploads: settings.REPRISE_UPLOADS_DIR ?? join(dataDir, 'uploads') };
  assertApart(path, [places.dataDir, places.uploads]);
  try {
    const folder = await BackupFolder.prepare(path);
    try {
      await withServers(settings, (servers) => make(folder, places, servers, flags), {
        say: (line) => console.log(line),
      });
    } finally {
      await folder.release();
    }
    return 0;
  } catch (error) {
    throw aboutFullDisk(error, path, FULL);
  }
}

const FULL =
  'This backup is incomplete and is not used; earlier ones are unchanged. Free some space, and run the command again. ' +
  'To drop old backups, delete the oldest files in its folder backups.';

async function make(folder: BackupFolder, places: Places, { natsUrl, databaseUrl }: Servers, flags: BackupFlags) {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise backup' });
  try {
    const { last } = folder;
    if (last) await assertSameHistory(folder, last, log);
    // The disk may be full because of the remains of an interrupted backup.
    await folder.prune(folder.backups);
    const { manifest, written, accounts } = await write(folder, places, log, databaseUrl);
    const changed = {
      files: written,
      segments: manifest.log.segments.slice(last?.log.segments.length ?? 0),
      before: last?.log.hash ?? GENESIS,
    };
    await checkBackup(folder, manifest, { ...(flags.check ? wholeOf(manifest) : changed), onProgress });
    await folder.finish(manifest);
    const removed = await folder.prune([...folder.backups, manifest], flags.keep);
    report(folder, manifest, written, { accounts, removed, isWhole: flags.check === true });
  } finally {
    await log.close();
  }
}

/**
 * Writes all parts, in an order that makes them consistent: the log is read after the tables and the signed heads, so
 * that it contains everything that they refer to, and the uploads are read after the log.
 */
async function write(
  folder: BackupFolder,
  { dataDir, uploads }: Places,
  log: EventLog,
  databaseUrl: string,
): Promise<{ manifest: Manifest; written: Stored[]; accounts: number }> {
  const started_at = new Date().toISOString();
  const { last_seq: asOfSeq } = await log.head();
  const onTable = (name: string) => onProgress({ phase: 'tables', name });
  const { database, accounts } = await dumpDatabase({ databaseUrl, store: folder.store, onTable }, asOfSeq);
  const known = folder.last?.files;
  const own = await copyFiles(folder, dataFiles(dataDir), { known });
  const { last_seq, created } = await log.head();
  const segments = await writeSegments(folder.path, log, folder.last?.log.segments ?? [], last_seq, (seq) =>
    onProgress({ phase: 'events', seq, total: last_seq }),
  );
  const onFile = ({ path }: { path: string }) => onProgress({ phase: 'uploads', name: path });
  const uploaded = await copyFiles(folder, uploadFiles(uploads), { known, onFile });
  const manifest: Manifest = {
    format: 'reprise backup',
    version: FORMAT_VERSION,
    reprise: VERSION,
    name: started_at.replaceAll(':', '-'),
    started_at,
    finished_at: new Date().toISOString(),
    log: { created, last_seq, hash: segments.at(-1)?.hash ?? GENESIS, segments },
    database,
    files: [...own.files, ...uploaded.files],
    folders: [...own.folders, ...uploaded.folders],
    left_out: await leftOut(dataDir),
    settings: notedSettings(process.env),
  };
  const earlier = new Set(folder.last ? storedFiles(folder.last).map(({ sha256 }) => sha256) : []);
  return { manifest, written: storedFiles(manifest).filter(({ sha256 }) => !earlier.has(sha256)), accounts };
}

/** @param isWhole whether all parts of the backup were read again */
function report(
  folder: BackupFolder,
  manifest: Manifest,
  written: readonly Stored[],
  { accounts, removed, isWhole }: { accounts: number; removed: number; isWhole: boolean },
): void {
  const { log, files, left_out } = manifest;
  const events = log.last_seq - (folder.last?.log.last_seq ?? 0);
  const size = written.reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    `Backed up into ${folder.path} as ${manifest.name}: the log to event ${String(log.last_seq)} (${String(events)} new), ` +
      `${accounts === 1 ? '1 account' : `${String(accounts)} accounts`}, ${String(files.length)} files. New files: ${String(written.length)}, ${bytes(size)}. ` +
      `All ${isWhole ? 'parts of this backup' : 'new parts'} were read again and are intact.`,
  );
  if (removed > 0) console.log(`Removed ${String(removed)} old backups.`);
  for (const { what, path, bytes: size } of left_out)
    console.log(`Not in the backup: ${what} (${size === null ? 'of unknown size' : bytes(size)} in ${path}).`);
  console.log('The folder has keys, logins and hashes of passwords: protect it like the data dir.');
}
