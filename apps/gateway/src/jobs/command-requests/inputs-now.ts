import { stat } from 'node:fs/promises';
import type { MissingInput, ObservedInput, Params } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { missingInputs } from '@reprise/pipelines';
import { isDatabaseAway, listAttempts, type ReadModel } from '@reprise/read-model';
import type { LookUpSources } from './look-up.ts';

/**
 * Returns the inputs of a job's next attempt that no longer exist; empty if the pipeline is missing.
 * @param params parameters of that attempt
 */
export async function inputsGone(
  job: Job,
  params: Params,
  { pipelines, readModel }: Pick<LookUpSources, 'pipelines' | 'readModel'>,
): Promise<MissingInput[]> {
  const named = (await pipelines.all()).find(({ manifest }) => manifest.name === job.pipeline);
  const pipeline = named && (await pipelines.checkedOutAt(named, job.pipeline_revision));
  if (!pipeline) return [];
  return missingInputs(pipeline, { ...job, params }, { read: await filesRead(readModel, job) });
}

/**
 * Returns the files that the latest attempt read and that now have a different size or a later time. Nextflow includes
 * both in task hashes.
 */
export async function inputsChanged(readModel: ReadModel, job: Job): Promise<string[]> {
  const files = await inputsOfLatest(readModel, job);
  const isChanged = await Promise.all(
    files.map(async ({ path, bytes, read_at }) => {
      const now = await stat(path).catch(() => null);
      if (!now?.isFile() || bytes === null) return false;
      return now.size !== bytes || (read_at !== null && now.mtimeMs > Date.parse(read_at));
    }),
  );
  return files.filter((_, at) => isChanged[at]).map(({ path }) => path);
}

/** Returns the files that the latest attempt read. */
async function filesRead(readModel: ReadModel, job: Job): Promise<string[]> {
  const files = await inputsOfLatest(readModel, job);
  return files.filter(({ problem }) => problem !== 'vanished').map(({ path }) => path);
}

/**
 * Returns the inputs that the latest attempt observed, if any did. Empty while the database is unreachable, because
 * commands do not wait for it.
 */
async function inputsOfLatest(readModel: ReadModel, { job_id }: Job): Promise<ObservedInput[]> {
  const attempts = await listAttempts(readModel, job_id).catch((error: unknown) => {
    if (isDatabaseAway(error)) return [];
    throw error;
  });
  return attempts.findLast(({ inputs }) => inputs)?.inputs?.files ?? [];
}
