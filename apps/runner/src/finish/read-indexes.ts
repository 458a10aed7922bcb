import { readFile } from 'node:fs/promises';
import {
  indexedResults,
  readIndex,
  readOutputBlock,
  type IndexedResults,
  type Pipeline,
  type ReadOutputIndex,
} from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { readResult } from '../facts/published-files.ts';

/** Maximum size of an index. A sample's row with a few files takes a few hundred bytes. */
const MAX_INDEX_BYTES = 4 * 1024 * 1024;
const MOST_INDEXES = 50;

/**
 * Returns the kinds and labels of the results from the index files of the script's output block. Best effort:
 * unreadable index files are reported and skipped.
 */
export async function readIndexes(
  started: StartedAttempt,
  pipeline: Pipeline | undefined,
  warn: (problem: string) => void,
): Promise<IndexedResults> {
  const script = pipeline ? await readFile(pipeline.script, 'utf8').catch(() => '') : '';
  const declared = readOutputBlock(script).flatMap(({ index, ...output }) => (index ? [{ ...output, index }] : []));
  const indexes: ReadOutputIndex[] = [];
  for (const { index, ...output } of declared.slice(0, MOST_INDEXES)) {
    const unnamed = (why: string) =>
      warn(`The results of ${output.name} are not named by its index: ${index.path} ${why}`);
    try {
      const file = await readResult(started, index.path, MAX_INDEX_BYTES);
      if (file) indexes.push({ ...output, texts: readIndex(file.text, index) });
      else unnamed(`is not there, or has more than ${String(MAX_INDEX_BYTES)} bytes`);
    } catch (error) {
      unnamed(`cannot be read: ${(error as Error).message}`);
    }
  }
  return indexedResults(indexes, started.run.output_dir, new Set(Object.keys(pipeline?.manifest.outputs ?? {})));
}
