import { urlOf } from '@reprise/api-client';
import type { FileView } from '@reprise/contracts';
import { bytes as sizeText } from '@reprise/contracts/sizes';
import type { Connection } from '../connection/connection.ts';
import type { Context } from '../context.ts';
import { counted } from '../terminal/words.ts';
import { ChangedFileError, downloadFile, type Outcome } from './download-file.ts';
import { localPath } from './local-path.ts';
import { ProgressLine } from './progress-line.ts';

export const addressOf = (id: string, attempt: number, path: string): string =>
  urlOf('/api/jobs/{id}/files/{path*}', { path: { id, path: path.split('/') }, query: { attempt } });

export interface Saving {
  readonly id: string;
  readonly attempt: number;
  readonly files: readonly Pick<FileView, 'path' | 'bytes' | 'sha256'>[];
  readonly folder: string;
}

export interface SavedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly outcome: Outcome;
}

/** Downloads files, and collects the errors for those that differ from the record. */
export async function save(
  { terminal, signal }: Context,
  connection: Connection,
  { id, attempt, files, folder }: Saving,
) {
  const progress = new ProgressLine(
    terminal,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const saved: SavedFile[] = [];
  const changed: ChangedFileError[] = [];
  let before = 0;
  try {
    for (const { path, bytes, sha256 } of files) {
      const file = { path: localPath(folder, path), bytes, sha256 };
      const address = addressOf(id, attempt, path);
      const onProgress = (done: number) => progress.show(path, before + done);
      try {
        saved.push({ ...file, outcome: await downloadFile(connection, { ...file, address, signal, onProgress }) });
      } catch (error) {
        if (!(error instanceof ChangedFileError)) throw error;
        changed.push(error);
      }
      before += bytes;
    }
  } finally {
    progress.clear();
  }
  return { saved, changed };
}

export function tellSaved({ terminal }: Context, files: readonly SavedFile[], folder: string): void {
  const checked = files.filter(({ sha256 }) => sha256 !== null).length;
  const size = sizeText(files.reduce((sum, { bytes }) => sum + bytes, 0));
  terminal.out(`${counted(files.length, 'file')} (${size}) in ${folder}; ${counted(checked, 'checksum')} verified.`);
}
