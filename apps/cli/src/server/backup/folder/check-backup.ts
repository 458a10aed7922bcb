import { join } from 'node:path';
import { GENESIS } from '@reprise/read-model';
import { z } from 'zod';
import { BackupError, storedFiles, type Manifest, type Segment, type Stored } from '../format/manifest.ts';
import type { BackupFolder } from './backup-folder.ts';
import { digestOf } from './durable-files.ts';
import { linesIn } from './lines-in.ts';
import { checkChain } from './segments.ts';

/** Bytes and events checked so far, and in total. */
export interface CheckProgress {
  readonly phase: 'checking';
  readonly bytes: number;
  readonly total: number;
}

/** Maximum number of problems named in one message. */
const NAMED = 5;

export interface CheckOptions {
  /** Files to read. */
  readonly files: readonly Stored[];
  /** Consecutive segments to read. */
  readonly segments: readonly Segment[];
  /** Hash of the event before the first segment. */
  readonly before: string;
  readonly onProgress?: (progress: CheckProgress) => void;
}

/** All files and segments of a backup. */
export const wholeOf = (manifest: Manifest): CheckOptions => ({
  files: storedFiles(manifest),
  segments: manifest.log.segments,
  before: GENESIS,
});

/**
 * Reads a backup's files and segments again, and compares them with its manifest, the events with the audit chain, and
 * the chain with the signed heads.
 * @throws BackupError that names what is missing or different
 */
export async function checkBackup(
  folder: BackupFolder,
  manifest: Manifest,
  { files, segments, before, onProgress = () => undefined }: CheckOptions,
): Promise<void> {
  const sized = [...files, ...segments].reduce((sum, { bytes }) => sum + bytes, 0);
  let read = 0;
  const problems: string[] = [];
  const compare = async (path: string, { sha256, bytes }: Stored) => {
    const found = await digestOf(path).catch(
      (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error),
    );
    if (typeof found === 'string') problems.push(`${path} cannot be read (${found})`);
    else if (found.sha256 !== sha256) problems.push(`${path} does not have its SHA-256`);
    read += bytes;
    onProgress({ phase: 'checking', bytes: read, total: sized });
  };
  for (const file of files) await compare(folder.fileOf(file), file);
  for (const segment of segments) await compare(join(folder.path, segment.file), segment);
  if (problems.length > 0) throw damaged(manifest, problems);
  const heads = await headsIn(folder, manifest);
  await checkChain(folder.path, segments, before, (seq, hash) => {
    if (heads.get(seq)?.some((signed) => signed !== hash))
      throw damaged(manifest, [`event ${String(seq)} is not the one that was signed`]);
  });
}

function damaged({ name }: Manifest, problems: readonly string[]): BackupError {
  const more = problems.length > NAMED ? ` and ${String(problems.length - NAMED)} more` : '';
  return new BackupError(
    `The backup ${name} is damaged: ${problems.slice(0, NAMED).join('; ')}${more}. Nothing was restored. ` +
      'Use a copy of the folder, or an earlier backup with --until.',
  );
}

const Head = z.object({ seq: z.int(), hash: z.string() });

/** Hashes that were signed, by sequence. A line truncated by a crash is skipped. */
async function headsIn(folder: BackupFolder, { files }: Manifest): Promise<Map<number, string[]>> {
  const heads = new Map<number, string[]>();
  const stored = files.find(({ path }) => path === HEADS);
  if (!stored) return heads;
  for await (const line of linesIn(folder.fileOf(stored))) {
    const head = headIn(line);
    if (head) heads.set(head.seq, [...(heads.get(head.seq) ?? []), head.hash]);
  }
  return heads;
}

/** Path of the signed heads in the data dir. */
export const HEADS = 'audit/heads.ndjson';

/** Returns the sequence and the hash in a line of the signed heads; undefined if the line is invalid. */
export function headIn(line: string): z.infer<typeof Head> | undefined {
  try {
    return Head.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
