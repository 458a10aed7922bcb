import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { asideOf } from '@reprise/result-files';
import { collectOutputs, type Collected, type CollectOptions } from '@reprise/nextflow';
import type { IndexedResults, Pipeline } from '@reprise/pipelines';
import type { DataOf, Output } from '@reprise/contracts';
import { writeManifest } from '../attempt/list-manifest.ts';
import type { StartedAttempt } from '../attempt/attempt.ts';

/**
 * Maximum size of a list in an event. An event contains at most 256 KiB. A longer list is written to a file, and the
 * event contains the file's path and digest.
 */
const MAX_LIST_BYTES = 200 * 1024;
/** Maximum number of kinds, because an event has room for one path of any length per kind. */
const MOST_KINDS = 40;

/** Maximum number of unreadable paths in an event. */
const MOST_SKIPPED = 20;
const MOST_SKIPPED_BYTES = 16 * 1024;

export type FoundOutputs = Pick<
  DataOf<'attempt_succeeded'>,
  'outputs' | 'outputs_manifest' | 'outputs_skipped' | 'outputs_skipped_count'
>;

export interface CollectingOptions extends Pick<CollectOptions, 'signal' | 'onProgress'> {
  /** Kinds and labels from the script's indexes. */
  readonly indexed?: IndexedResults;
}

/**
 * Collects an attempt's published files with their checksums, and the files that could not be read. The kind of a file
 * is taken from the manifest or otherwise from the indexes.
 */
export async function collectAttemptOutputs(
  { attemptDir, run }: StartedAttempt,
  pipeline: Pipeline | undefined,
  { indexed, ...options }: CollectingOptions = {},
): Promise<FoundOutputs> {
  const globs = pipeline?.manifest.outputs ?? {};
  const work = await realpath(run.work_dir).catch(() => null);
  const aside = work === null ? null : await asideOf(work);
  const roots = [run.output_dir, run.work_dir, ...(aside === null ? [] : [aside])];
  const outputDir = run.output_dir;
  const found = await collectOutputs({
    ...options,
    outputDir,
    globs,
    roots,
    ...(indexed && { kindOf: indexed.kindOf }),
  });
  const { skipped } = found;
  const outputs = found.outputs.map((output): Output => {
    const labels = indexed?.labelsOf(relative(outputDir, output.path)) ?? [];
    return labels.length === 0 ? output : { ...output, labels: [...labels] };
  });
  const path = join(attemptDir, 'outputs.json');
  try {
    const manifest = await writeManifest(outputs, path, MAX_LIST_BYTES);
    const listed = manifest ? { outputs: firstOfEach(outputs), outputs_manifest: manifest } : { outputs };
    return { ...listed, ...firstSkipped(skipped) };
  } catch (error) {
    // If the end were not recorded, all results would be read again, and the disk might stay full.
    const reason = `The list of all ${outputs.length} results could not be written, so only the first of each kind is recorded: ${reasonOf(error)}`;
    return { outputs: firstOfEach(outputs), ...firstSkipped([{ path, reason }, ...skipped]) };
  }
}

/** Removes the system call, and the path, which is reported next to it. */
const reasonOf = (error: unknown): string => (error as Error).message.replace(/, \w+( '.*)?$/s, '');

/** Outputs of the standard kinds are always in the event. */
function firstOfEach(outputs: readonly Output[]): Output[] {
  const first = new Map<string, Output>();
  for (const output of outputs) if (!first.has(output.kind)) first.set(output.kind, output);
  return [...first.values()].slice(0, MOST_KINDS);
}

function firstSkipped(skipped: Collected['skipped']): Partial<FoundOutputs> {
  if (skipped.length === 0) return {};
  let bytes = 0;
  const fits = (each: object) => (bytes += Buffer.byteLength(JSON.stringify(each))) <= MOST_SKIPPED_BYTES;
  const first = skipped.slice(0, MOST_SKIPPED).filter(fits);
  const cut = first.length < skipped.length;
  return { outputs_skipped: first, ...(cut && { outputs_skipped_count: skipped.length }) };
}
