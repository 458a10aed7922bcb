import type { BackupFolder } from '../folder/backup-folder.ts';
import type { DataFile, Manifest } from '../format/manifest.ts';
import type { Found } from './data-files.ts';

export interface CopiedFiles {
  readonly files: DataFile[];
  readonly folders: Manifest['folders'];
  /** Copied files, which were not in the last backup. */
  readonly copied: DataFile[];
}

export interface CopyOptions {
  /** Files of the last backup. */
  readonly known?: readonly DataFile[] | undefined;
  readonly onFile?: (file: DataFile) => void;
}

/** Copies files to a backup, except those that the last backup contains with the same size and time. */
export async function copyFiles(
  folder: Pick<BackupFolder, 'copy' | 'has'>,
  all: readonly Found[],
  { known: ofLast = [], onFile = () => undefined }: CopyOptions = {},
): Promise<CopiedFiles> {
  const known = new Map(ofLast.map((file) => [file.path, file]));
  const byInode = new Map<string, DataFile>();
  const result: CopiedFiles = { files: [], folders: [], copied: [] };
  for (const { path, source, stats } of all) {
    const mode = stats.mode & 0o7777;
    if (stats.isDirectory()) {
      result.folders.push({ path, mode });
      continue;
    }
    const inode = `${String(stats.dev)}:${String(stats.ino)}`;
    const same = byInode.get(inode);
    const before = known.get(path);
    let file: DataFile;
    if (same) file = { ...same, path, same_as: same.same_as ?? same.path };
    else if (before && isUnchanged(before, stats) && (await folder.has(before)))
      file = { path, mode, modified_ms: stats.mtimeMs, sha256: before.sha256, bytes: before.bytes };
    else {
      const stored = await folder.copy(source).catch(ifGone);
      if (!stored) continue;
      file = { path, mode, modified_ms: stats.mtimeMs, ...stored };
      result.copied.push(file);
    }
    if (stats.nlink > 1) byInode.set(inode, file);
    result.files.push(file);
    onFile(file);
  }
  return result;
}

const isUnchanged = ({ bytes, modified_ms }: DataFile, stats: { size: number; mtimeMs: number }): boolean =>
  bytes === stats.size && modified_ms === stats.mtimeMs;

/** The file was deleted after the folder was listed. */
function ifGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
