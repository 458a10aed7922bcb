import type { MissingInput, Params } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { missingInputs } from '@reprise/pipelines';
import { isDatabaseAway, listAttempts, type ReadModel } from '@reprise/read-model';
import type { LookUpSources } from './look-up.ts';

/**
 * Returns the inputs of a job's next attempt that are not there any more; none where the pipeline is not there.
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

/** Returns the files that the latest attempt read; none while the database is away: commands do not wait for it. */
async function filesRead(readModel: ReadModel, { job_id }: Job): Promise<string[]> {
  const attempts = await listAttempts(readModel, job_id).catch((error: unknown) => {
    if (isDatabaseAway(error)) return [];
    throw error;
  });
  const files = attempts.findLast(({ inputs }) => inputs)?.inputs?.files ?? [];
  return files.filter(({ problem }) => problem !== 'vanished').map(({ path }) => path);
}
