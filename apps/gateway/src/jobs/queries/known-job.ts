import type { Job } from '@reprise/job';
import { lastSeq, readJobAsOf, readJobState, type JobAsOf, type ReadModel } from '@reprise/read-model';
import { ProblemException, unknownJob } from '../../shared/http/problem.ts';

/** The state of a job that must exist. @throws ProblemException 404 */
export async function knownJob(readModel: ReadModel, jobId: string): Promise<Job> {
  const { state } = await readJobState(readModel, jobId);
  if (state.status === 'unknown') throw unknownJob(jobId);
  return state;
}

/** A job as it was after an event. @throws ProblemException 404 where job or event is unknown, or the job was not there yet */
export async function knownMoment(readModel: ReadModel, jobId: string, seq: number): Promise<JobAsOf> {
  const last = await lastSeq(readModel);
  const moment = seq > last ? null : await readJobAsOf(readModel, jobId, seq);
  if (moment) return moment;
  await knownJob(readModel, jobId);
  if (seq > last) throw new ProblemException(404, `There is no event ${seq} yet: the last one is ${last}.`);
  throw new ProblemException(404, `This job was not submitted yet at event ${seq}.`);
}
