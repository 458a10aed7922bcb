import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from '@reprise/local-servers';
import {
  BackupError,
  FORMAT_VERSION,
  parseManifest,
  storedFiles,
  type Manifest,
  type Stored,
} from '../format/manifest.ts';
import { copyNamed, UNFINISHED, writeNamed, writeWhole } from './durable-files.ts';

/** File that marks a folder as a backup folder, even before the first backup is complete. */
const MARKER = 'reprise-backup.json';
const FOLDERS = ['backups', 'events', 'files'] as const;
const LOCK = 'lock';
/** Entries of the root of a file system. */
const IGNORED = new Set(['lost+found']);

const ABOUT =
  'Backups of a Reprise: backups/*.json list their files, events/ has the log, files/ everything else by SHA-256. See docs/backup.md.';

/**
 * A folder of backups. Files named in a manifest are never changed, so an interrupted backup does not damage earlier
 * ones.
 */
export class BackupFolder {
  readonly path: string;
  /** Complete backups, in log order. */
  readonly backups: readonly Manifest[];
  /** Reasons why some manifests cannot be read. */
  readonly problems: readonly BackupError[];

  private constructor(path: string, backups: readonly Manifest[], problems: readonly BackupError[]) {
    this.path = path;
    this.backups = backups;
    this.problems = problems;
  }

  /**
   * Opens an existing folder.
   * @throws BackupError if it contains no backup that this release can read
   */
  static async open(path: string): Promise<BackupFolder> {
    if (!existsSync(join(path, MARKER)))
      throw new BackupError(
        `${path} is not a folder of backups: it has no ${MARKER}. Give the folder that "reprise server backup" wrote.`,
      );
    const folder = await BackupFolder.#read(path);
    if (folder.backups.length > 0) return folder;
    throw folder.problems[0] ?? new BackupError(`${path} has no complete backup: the first one was interrupted.`);
  }

  /**
   * Opens or creates a folder for writing, and takes its lock.
   * @throws BackupError if it contains other files or backups in a later format, or if another process is writing to it
   */
  static async prepare(path: string): Promise<BackupFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const found = (await readdir(path)).filter((name) => !IGNORED.has(name));
    if (!found.includes(MARKER)) {
      if (found.some((name) => !name.startsWith(UNFINISHED)))
        throw new BackupError(
          `${path} is not empty and is not a folder of backups: it has ${found.slice(0, 3).join(', ')}. Give a new or empty folder.`,
        );
      const marker = { format: 'reprise backup', version: FORMAT_VERSION, about: ABOUT };
      await writeWhole(join(path, MARKER), [`${JSON.stringify(marker, null, 2)}\n`]);
    }
    for (const name of FOLDERS) await mkdir(join(path, name), { recursive: true, mode: 0o700 });
    lock(path);
    const folder = await BackupFolder.#read(path);
    const [problem] = folder.problems;
    if (!problem) return folder;
    await folder.release();
    throw problem;
  }

  static async #read(path: string): Promise<BackupFolder> {
    const all = await readdir(join(path, 'backups')).catch(noneIfMissing);
    const names = all.filter((name) => /^[^.].*\.json$/.test(name)).sort();
    const backups: Manifest[] = [];
    const problems: BackupError[] = [];
    for (const name of names) {
      const file = join(path, 'backups', name);
      try {
        backups.push(parseManifest(await readFile(file, 'utf8'), file));
      } catch (error) {
        if (!(error instanceof BackupError)) throw error;
        problems.push(error);
      }
    }
    backups.sort((a, b) => a.log.last_seq - b.log.last_seq || (a.name < b.name ? -1 : 1));
    return new BackupFolder(path, backups, problems);
  }

  /** Releases the lock. */
  release(): Promise<void> {
    return rm(join(this.path, LOCK), { force: true });
  }

  /** The last complete backup; undefined before the first. */
  get last(): Manifest | undefined {
    return this.backups.at(-1);
  }

  fileOf = ({ sha256 }: Pick<Stored, 'sha256'>): string => join(this.path, 'files', sha256);

  /** Stores a copy of a file. */
  copy = (source: string): Promise<Stored> => copyNamed(source, join(this.path, 'files'), this.fileOf);

  /** Stores lines, each with its line end. */
  store = (lines: AsyncIterable<string> | Iterable<string>): Promise<Stored> =>
    writeNamed(join(this.path, 'files'), lines, this.fileOf);

  /** Whether a file is stored completely, according to its size. */
  has(stored: Stored): Promise<boolean> {
    return stat(this.fileOf(stored)).then(
      ({ size }) => size === stored.bytes,
      () => false,
    );
  }

  /** Writes the manifest, which completes the backup. */
  async finish(manifest: Manifest): Promise<void> {
    await writeWhole(join(this.path, 'backups', `${manifest.name}.json`), [`${JSON.stringify(manifest, null, 2)}\n`]);
  }

  /**
   * Removes the oldest backups, and all files that no remaining backup names, including those of interrupted backups.
   * Events are kept.
   * @param backups all complete backups, in order
   * @returns the number of removed backups
   */
  async prune(backups: readonly Manifest[], keep = backups.length): Promise<number> {
    const kept = backups.slice(-keep);
    const removed = backups.slice(0, backups.length - kept.length);
    for (const { name } of removed) await rm(join(this.path, 'backups', `${name}.json`), { force: true });
    const files = new Set(kept.flatMap(storedFiles).map(({ sha256 }) => sha256));
    const segments = new Set(kept.flatMap(({ log }) => log.segments.map(({ file }) => file)));
    await this.#removeOthers('files', (name) => files.has(name));
    await this.#removeOthers('events', (name) => segments.has(`events/${name}`));
    await this.#removeOthers('backups', (name) => !name.startsWith(UNFINISHED));
    return removed.length;
  }

  async #removeOthers(folder: (typeof FOLDERS)[number], isKept: (name: string) => boolean): Promise<void> {
    for (const name of await readdir(join(this.path, folder)))
      if (!isKept(name)) await rm(join(this.path, folder, name), { force: true });
  }
}

/** The first backup may have been killed before it created its folders. */
function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

function lock(path: string): void {
  const holder = tryLock(join(path, LOCK));
  if (!holder) return;
  throw new BackupError(`The process ${String(holder.pid)} is writing a backup into ${path}. Wait until it has ended.`);
}
