import { join } from 'node:path';
import { collectOutputs, type OutputFile } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import type { DataOf } from '@reprise/contracts';
import { manifestOf } from '../files/list-manifest.ts';
import type { StartedAttempt } from '../react/attempt.ts';

/** An event holds at most 256 KiB; a longer list goes to a file, of which the event holds path and digest. */
const MAX_LIST_BYTES = 200 * 1024;
/** Kinds of which an event has room for one path each, however long. */
const MOST_KINDS = 40;

/** The files an attempt published, by the manifest's kinds, with their checksums. */
export async function outputsOf(
  { attemptDir, run }: StartedAttempt,
  pipeline: Pipeline | undefined,
): Promise<Pick<DataOf<'attempt_succeeded'>, 'outputs' | 'outputs_manifest'>> {
  const globs = pipeline?.manifest.outputs ?? {};
  const roots = [run.output_dir, run.work_dir];
  const { outputs } = await collectOutputs({ outputDir: run.output_dir, globs, roots });
  const manifest = await manifestOf(outputs, join(attemptDir, 'outputs.json'), MAX_LIST_BYTES);
  return manifest ? { outputs: firstOfEach(outputs), outputs_manifest: manifest } : { outputs };
}

/** What people ask for by its kind is in the event all the same. */
function firstOfEach(outputs: readonly OutputFile[]): OutputFile[] {
  const first = new Map<string, OutputFile>();
  for (const output of outputs) if (!first.has(output.kind)) first.set(output.kind, output);
  return [...first.values()].slice(0, MOST_KINDS);
}
