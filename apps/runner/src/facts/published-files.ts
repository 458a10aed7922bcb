import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { compileGlob } from '@reprise/pipelines';
import { listResults, openResult, type ResultFolder } from '@reprise/result-files';
import type { StartedAttempt } from '../attempt/attempt.ts';

/** Maximum number of files scanned in an output dir. */
const MOST_LISTED = 10_000;

export interface PublishedText {
  /** Relative to the output dir. */
  readonly path: string;
  readonly text: string;
  /** UTC, ISO 8601. */
  readonly modifiedAt: string;
}

/** Paths of an attempt's results, relative to its output dir. */
export async function publishedPaths(started: StartedAttempt): Promise<string[]> {
  return (await listResults(outputsOf(started), MOST_LISTED)).entries.map(({ path }) => path);
}

/** Reads the small ones among the matching files. Does not follow links that lead out of the results. */
export async function readPublished(
  started: StartedAttempt,
  paths: readonly string[],
  { glob, maxBytes, most }: { glob: string; maxBytes: number; most: number },
): Promise<PublishedText[]> {
  const { matches } = compileGlob(glob);
  const found: PublishedText[] = [];
  for (const path of paths.filter(matches).slice(0, most)) {
    const file = await readResult(started, path, maxBytes);
    if (file) found.push(file);
  }
  return found;
}

/** Reads a result by its path relative to the output dir; null if it is missing, too large, or outside the dir. */
export async function readResult(
  started: StartedAttempt,
  path: string,
  maxBytes: number,
): Promise<PublishedText | null> {
  const file = await readSmall(outputsOf(started), path, maxBytes);
  return file && { path, ...file };
}

const outputsOf = ({ paths, run }: StartedAttempt): ResultFolder => ({
  jobDir: paths.root,
  outputDir: run.output_dir,
  workDir: run.work_dir,
});

/** Reads a file in a work dir; null if it is missing or outside the dir. */
export const readWorkFile = (workDir: string, path: string, maxBytes: number) =>
  readSmall({ jobDir: dirname(workDir), outputDir: workDir, workDir }, path, maxBytes);

async function readSmall(folder: ResultFolder, path: string, maxBytes: number) {
  const file = await openResult(folder, path);
  if (!file) return null;
  const { size, modifiedAt } = file;
  if (size > 0 && size <= maxBytes) return { text: await text(file.read(0, size - 1)), modifiedAt };
  await file.close();
  return null;
}
