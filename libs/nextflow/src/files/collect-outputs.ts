import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import picomatch from 'picomatch';
import { digestFile, digestibleBytes } from './digest-file.ts';
import { isInside } from './is-inside.ts';
import { listOutputFiles } from './list-output-files.ts';
import { syncFiles } from './sync-files.ts';

export interface OutputFile {
  kind: string;
  path: string;
  bytes: number;
  sha256: string;
}

export interface Collected {
  outputs: OutputFile[];
  /** Matching files and folders that could not be read, without duplicates, each with the reason. */
  skipped: { path: string; reason: string }[];
}

export interface CollectOptions {
  readonly outputDir: string;
  /** Maps a kind to a glob. */
  readonly globs: Readonly<Record<string, string>>;
  /** Returns the kind of a file that matches no glob, by its path relative to `outputDir`; null if it has no kind. */
  readonly kindOf?: (path: string) => string | null;
  /** Folders that links may point to. */
  readonly roots: readonly string[];
  /** When aborted with an Error, the remaining files are skipped with its message. */
  readonly signal?: AbortSignal;
  /** Receives the number of bytes read, and the total. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Maximum number of bytes to read in total. */
  readonly mostBytes?: number;
}

/** Takes a few hours to read, during which the job holds its slot. */
const MOST_BYTES = 4 * 2 ** 40;

/**
 * Collects files under `outputDir` by kind, in order of kind and path. Reads a symlink only if its target is inside one
 * of `roots`. All files under `outputDir` are on disk when it returns.
 */
export async function collectOutputs(options: CollectOptions): Promise<Collected> {
  const { outputDir, roots, signal, onProgress } = options;
  const allowed = await Promise.all([outputDir, ...roots].map((root) => realpath(root).catch(() => root)));
  const skipped = new Map<string, string>();
  const skip = (path: string, error: unknown) => skipped.set(path, reasonOf(error));
  const paths = await listOutputFiles(outputDir, { allowed, skip, signal });
  await syncFiles(paths, { allowed, skip, signal });
  const files = await filesToRead(paths, options, allowed, skip);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const outputs: OutputFile[] = [];
  let done = 0;
  const onBytes = (bytes: number) => onProgress?.((done += bytes), total);
  for (const { real, ...file } of files) {
    try {
      outputs.push({ ...file, sha256: await digestFile(real, { signal, onBytes }) });
    } catch (error) {
      skip(file.path, error);
    }
  }
  return { outputs, skipped: [...skipped].map(([path, reason]) => ({ path, reason })) };
}

interface FileToRead extends Omit<OutputFile, 'sha256'> {
  readonly real: string;
}

/** Finds the readable files of each kind, with their sizes. */
async function filesToRead(
  paths: readonly string[],
  options: CollectOptions,
  allowed: readonly string[],
  skip: (path: string, error: unknown) => void,
): Promise<FileToRead[]> {
  const { signal, mostBytes = MOST_BYTES } = options;
  const files: FileToRead[] = [];
  let left = mostBytes;
  for (const { kind, path } of kindsOfFiles(paths, options)) {
    try {
      signal?.throwIfAborted();
      const real = await realpath(path);
      if (!allowed.some((root) => isInside(real, root))) throw new Error('a link that leads outside');
      const bytes = await digestibleBytes(real);
      if (bytes > left) throw new Error(`no checksum: results of one run are read up to ${mostBytes} bytes`);
      left -= bytes;
      files.push({ kind, path, bytes, real });
    } catch (error) {
      skip(path, error);
    }
  }
  return files;
}

/** Returns files with their kinds: first the files that match the globs, in order, then the others. */
function kindsOfFiles(
  paths: readonly string[],
  { outputDir, globs, kindOf }: CollectOptions,
): Pick<OutputFile, 'kind' | 'path'>[] {
  const matched = Object.entries(globs).flatMap(([kind, glob]) => {
    const matches = picomatch(glob, { dot: true });
    return paths.filter((path) => matches(relative(outputDir, path))).map((path) => ({ kind, path }));
  });
  if (!kindOf) return matched;
  const taken = new Set(matched.map(({ path }) => path));
  const named = paths.flatMap((path) => {
    const kind = taken.has(path) ? null : kindOf(relative(outputDir, path));
    return kind === null ? [] : [{ kind, path }];
  });
  return [...matched, ...named.toSorted((a, b) => (a.kind < b.kind ? -1 : Number(a.kind > b.kind)))];
}

/** Without the path, because the path is reported next to it. */
const reasonOf = (error: unknown): string => (error as Error).message.replace(/, \w+ '.*$/s, '');
