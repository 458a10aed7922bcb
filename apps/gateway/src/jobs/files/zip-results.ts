import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Logger } from '@nestjs/common';
import { ZipFile } from 'yazl';
import type { ResultSource } from './result-source.ts';

/** Extensions of files that are already compressed. */
const COMPRESSED = /\.(gz|bgz|bam|cram|zip|png|jpe?g|pdf|bai|tbi|csi)$/i;

/** Name of the last file in a ZIP that lacks results, because a browser does not report that a download was cut off. */
const INCOMPLETE = 'DOWNLOAD-INCOMPLETE.txt';

/**
 * Packs results into one ZIP (with ZIP64 for large ones), one file after another, in constant memory. Files that cannot
 * be opened are listed in a text file at the end of the ZIP. A file that cannot be read completely aborts the ZIP,
 * because a truncated file would look complete.
 * @param folder name of their folder in the ZIP
 * @param added files outside that folder, which come first; maps each path to its text
 */
export const zipResults = (
  source: ResultSource | null,
  paths: readonly string[],
  folder: string,
  added: Readonly<Record<string, string>> = {},
): Readable => zipFolders([{ source, paths, folder }], folder, added);

/** Results of one attempt in a ZIP. */
export interface ZippedFolder {
  readonly source: ResultSource | null;
  readonly paths: readonly string[];
  /** Name of the folder in the ZIP. */
  readonly folder: string;
  /** Why the folder is missing as a whole. */
  readonly why?: string;
}

/**
 * Packs several folders into one ZIP, as `zipResults` does with one. A folder is read when its turn comes.
 * @param name for the log, if files are missing
 */
export function zipFolders(
  folders: Iterable<ZippedFolder> | AsyncIterable<ZippedFolder>,
  name: string,
  added: Readonly<Record<string, string>> = {},
): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const [path, text] of Object.entries(added)) zip.addBuffer(Buffer.from(text), path, { mode: 0o100_644 });
  void packAll(zip, folders, name).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

async function packAll(
  zip: ZipFile,
  folders: Iterable<ZippedFolder> | AsyncIterable<ZippedFolder>,
  name: string,
): Promise<void> {
  const missing: string[] = [];
  const unread: string[] = [];
  for await (const folder of folders) {
    if (folder.why !== undefined) unread.push(`${folder.folder}: ${folder.why}`);
    const lacking = await pack(zip, folder);
    // The client has closed the connection.
    if ((zip.outputStream as Readable).destroyed) return;
    missing.push(...lacking.map((path) => (folder.folder === name ? path : `${folder.folder}/${path}`)));
  }
  if (missing.length > 0) Logger.warn(`The download of ${name} lacks ${missing.join(', ')}`, 'Results');
  if (missing.length + unread.length > 0)
    zip.addBuffer(Buffer.from(noteOn(missing, unread)), INCOMPLETE, { mode: 0o100_644 });
  zip.end();
}

/** @returns the paths that could not be opened */
async function pack(zip: ZipFile, { source, paths, folder }: ZippedFolder): Promise<string[]> {
  const missing: string[] = [];
  for (const path of paths) {
    const file = await source?.open(path);
    if (!file) {
      missing.push(path);
      continue;
    }
    if ((zip.outputStream as Readable).destroyed) {
      await file.close();
      break;
    }
    const options = { compress: !COMPRESSED.test(path), mtime: new Date(file.modifiedAt), mode: 0o100_644 };
    if (file.size === 0) {
      await file.close();
      zip.addBuffer(Buffer.alloc(0), `${folder}/${path}`, options);
      continue;
    }
    const content = file.read(0, file.size - 1);
    // Cancelling the download closes the output in the middle of a file.
    const stop = () => content.destroy();
    zip.outputStream.once('close', stop);
    zip.addReadStream(content, `${folder}/${path}`, options);
    await finished(content);
    zip.outputStream.off('close', stop);
  }
  return missing;
}

/** Text for users who unpack an incomplete ZIP. */
const noteOn = (missing: readonly string[], unread: readonly string[]): string =>
  [
    'This download is incomplete.',
    '',
    ...listed('No results of these jobs are in it:', unread),
    ...listed('These files are not in it:', missing),
    ...(missing.length > 0
      ? [
          'They were deleted while it was packed, by a clean, a rerun or a retention rule, or they cannot be read.',
          'The history of the job says who deleted files and when. Otherwise, download again.',
          '',
        ]
      : []),
  ].join('\n');

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [title, '', ...lines.map((line) => `  ${line}`), ''] : [];
