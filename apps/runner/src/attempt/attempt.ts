import type { Marker } from '@reprise/nextflow';
import { isOpen, type JobState, type OpenJob, type Run } from '@reprise/job';
import { jobPaths, type JobPaths } from './job-paths.ts';

/** One attempt of a job, where its files lie on this storage, and how its processes are marked. */
export interface LocalAttempt {
  readonly key: string;
  readonly attempt: number;
  readonly places: JobPaths;
  readonly attemptDir: string;
  readonly marker: Marker;
}

/** One attempt that this runner holds. */
export type HeldAttempt = LocalAttempt & { readonly job: OpenJob };

/** An attempt whose start is recorded. */
export type StartedAttempt = HeldAttempt & { readonly run: Run };

/** Whether the runner has claimed the job, and it has not ended. */
export const isHeldBy = (runnerId: string, state: JobState): state is OpenJob =>
  isOpen(state) && state.claimed_by === runnerId;

export function localAttempt(dataDir: string, jobId: string, attempt: number): LocalAttempt {
  const places = jobPaths(dataDir, jobId);
  return {
    key: `${jobId}/${attempt}`,
    attempt,
    places,
    attemptDir: places.attemptDir(attempt),
    marker: { REPRISE_JOB_ID: jobId, REPRISE_ATTEMPT: String(attempt) },
  };
}

export const heldAttempt = (dataDir: string, job: OpenJob, attempt = job.attempt): HeldAttempt => ({
  ...localAttempt(dataDir, job.job_id, attempt),
  job,
});

export function startedAttempt(dataDir: string, job: OpenJob): StartedAttempt {
  if (!job.last_run) throw new Error(`Job ${job.job_id} has no recorded start`);
  return { ...heldAttempt(dataDir, job), run: job.last_run };
}
