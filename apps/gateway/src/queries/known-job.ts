import type { Job } from '@reprise/job';
import { readJobState, type ReadModel } from '@reprise/projection';
import { unknownJob } from '../http/problem.ts';

/** The state of a job that must exist. @throws ProblemException 404 */
export async function knownJob(readModel: ReadModel, jobId: string): Promise<Job> {
  const { state } = await readJobState(readModel, jobId);
  if (state.status === 'unknown') throw unknownJob(jobId);
  return state;
}
