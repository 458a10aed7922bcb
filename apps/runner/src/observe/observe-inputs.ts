import { join } from 'node:path';
import type { DataOf, ObservedInput } from '@reprise/contracts';
import { besidePaths, inputPaths, sheetPaths, type Pipeline } from '@reprise/pipelines';
import { writeManifest } from '../attempt/list-manifest.ts';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { ChecksumCache } from './checksum-cache.ts';
import { listInputs, type FoundInput } from './list-inputs.ts';
import { readInput, type Reading } from './read-input.ts';

export type Inputs = Omit<DataOf<'inputs_observed'>, 'attempt'>;

/**
 * Reads an attempt's input files with their checksums. Null if there are none, or if they are unknown. When `hurry` is
 * aborted, the remaining files are listed as not read.
 */
export type ObserveInputs = (
  started: StartedAttempt,
  pipeline: Pipeline | undefined,
  hurry: AbortSignal,
) => Promise<Inputs | null>;

/**
 * Maximum size of a list in an event. Longer lists are saved in a file, because events are copied into the attempt's
 * row, which is written often.
 */
const MAX_LIST_BYTES = 64 * 1024;

/** Reads inputs one file at a time. `roots`: folders that links may point to. Best effort: failures are logged. */
export function inputObserver(
  roots: () => Promise<readonly string[]>,
  onFailure: (reason: string) => void,
): ObserveInputs {
  const read: ObserveInputs = async ({ job, attemptDir, paths }, pipeline, hurry) => {
    if (!pipeline) return null;
    const named = [
      ...inputPaths(pipeline, job.params),
      ...(job.sheet ? sheetPaths(pipeline, job.sheet) : []),
      ...(await besidePaths(pipeline, job.params)),
    ];
    const { files, complete } = await listInputs(named, await roots());
    if (files.length === 0) return null;
    const kept = await ChecksumCache.open(join(paths.root, 'input-readings.json'));
    const inputs: ObservedInput[] = [];
    for (const file of files) inputs.push(await observe(file, kept, hurry));
    // Excludes the times of reading, so that equal inputs have equal digests.
    const list = inputs.map(({ read_at, ...input }) => input);
    const manifest = await writeManifest(list, join(attemptDir, 'inputs.json'), MAX_LIST_BYTES);
    return manifest ? { inputs: [], inputs_manifest: manifest, complete } : { inputs, complete };
  };
  return (...asked) =>
    read(...asked).catch((error: unknown) => {
      onFailure((error as Error).message);
      return null;
    });
}

async function observe({ path, real, problem }: FoundInput, kept: ChecksumCache, hurry: AbortSignal) {
  if (problem) return without(path, problem);
  if (hurry.aborted) return without(path, 'not_read');
  try {
    const found = await readInput(real, kept.of(real), hurry);
    if ('problem' in found) return without(path, found.problem, found.bytes);
    await kept.keep(real, found.reading);
    return withReading(path, found.reading);
  } catch (error) {
    if ((error as Error).name === 'AbortError') return without(path, 'not_read');
    throw error;
  }
}

const without = (path: string, problem: ObservedInput['problem'], bytes: number | null = null): ObservedInput => ({
  path,
  bytes,
  sha256: null,
  read_at: null,
  problem,
});
const withReading = (path: string, { bytes, sha256, read_at }: Reading): ObservedInput => ({
  path,
  bytes,
  sha256,
  read_at,
  problem: null,
});
