import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncToDisk } from '@reprise/secret-files';
import { HEADS, headIn } from '../folder/check-backup.ts';
import { linesIn } from '../folder/lines-in.ts';
import type { DataFile, Manifest, Stored } from '../format/manifest.ts';
import { UPLOADS } from './data-files.ts';

export interface PlaceOptions {
  readonly manifest: Pick<Manifest, 'files' | 'folders'>;
  readonly fileOf: (stored: Stored) => string;
  readonly dataDir: string;
  readonly uploads: string;
  /** Last event of the restored log. Later signed heads are not restored. */
  readonly lastSeq: number;
  readonly onFile?: (file: DataFile) => void;
}

/** Copies a backup's files to a data dir and the uploads folder, with their modes and times. Keeps existing uploads. */
export async function placeFiles({ manifest, fileOf, lastSeq, onFile = () => undefined, ...to }: PlaceOptions) {
  const placeOf = (path: string) =>
    isUpload(path) ? join(to.uploads, path.slice(UPLOADS.length)) : join(to.dataDir, path);
  for (const file of manifest.files) {
    const place = placeOf(file.path);
    // An uploads folder on a different disk may have outlived the data dir.
    if (isUpload(file.path) && existsSync(place)) continue;
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    if (file.same_as !== undefined) await link(placeOf(file.same_as), place);
    else if (file.path === HEADS) await writeHeads(fileOf(file), place, lastSeq);
    else {
      await copyFile(fileOf(file), place, constants.COPYFILE_FICLONE);
      await chmod(place, file.mode);
      const modified = file.modified_ms / 1000;
      await utimes(place, modified, modified);
    }
    await syncToDisk(place);
    onFile(file);
  }
  // Inner folders first, because an outer one may be inaccessible afterwards.
  for (const { path, mode } of manifest.folders.toReversed()) {
    await mkdir(placeOf(path), { recursive: true });
    await chmod(placeOf(path), mode);
  }
}

const isUpload = (path: string): boolean => path === UPLOADS || path.startsWith(`${UPLOADS}/`);

/** Copies signed heads up to an event. */
async function writeHeads(source: string, place: string, lastSeq: number): Promise<void> {
  const kept: string[] = [];
  for await (const line of linesIn(source)) {
    const head = headIn(line);
    if (head && head.seq <= lastSeq) kept.push(`${line}\n`);
  }
  await writeFile(place, kept.join(''), { mode: 0o600 });
}
