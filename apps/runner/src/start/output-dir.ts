import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Params } from '@reprise/contracts';
import { attemptFiles } from '@reprise/nextflow';
import type { Run } from '@reprise/job';
import type { HeldAttempt } from '../attempt/attempt.ts';
import { readStartRecord } from './start-record.ts';

/** Parameters of a start before its output dir is known. */
export interface StartParams {
  readonly params: Params;
  /** Name of the parameter that the runner sets to the output dir; null if there is none. */
  readonly outputParam: string | null;
}

/**
 * Returns the output dir of an attempt that continues an earlier run: the run's own if the parameters are equal,
 * otherwise a new one. Nextflow replaces only files with the same name. In the old dir, results that the new parameters
 * no longer produce would therefore remain, and look like results of the new attempt. Nextflow publishes the files of
 * cached tasks again if the dir is empty.
 */
export async function outputDirAfter(run: Run, held: HeldAttempt, asked: StartParams): Promise<string> {
  const before = await paramsOfRun(run, held);
  const isSame = isDeepStrictEqual(comparable(before, asked.outputParam), comparable(asked.params, asked.outputParam));
  return isSame ? run.output_dir : held.paths.outputDir(held.attempt);
}

/** Returns the parameters of the latest start in a run's output dir; null if they cannot be read. */
async function paramsOfRun(run: Run, { attempt, paths }: HeldAttempt): Promise<Params | null> {
  const first = Number(basename(run.work_dir)) || 1;
  for (let earlier = attempt - 1; earlier >= first; earlier -= 1) {
    const dir = paths.attemptDir(earlier);
    const record = await readStartRecord(dir).catch(() => null);
    if (record?.output_dir !== run.output_dir) continue;
    return readFile(attemptFiles(dir).params, 'utf8')
      .then((text) => JSON.parse(text) as Params)
      .catch(() => null); // after a power failure, it can be empty
  }
  return null;
}

const comparable = (params: Params | null, outputParam: string | null): unknown =>
  params && JSON.parse(JSON.stringify(outputParam === null ? params : { ...params, [outputParam]: null }));
