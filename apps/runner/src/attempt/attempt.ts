import type { Marker } from '@reprise/nextflow';
import { isOpen, type JobState, type OpenJob, type Run } from '@reprise/job';
import { jobPaths, type JobPaths } from './job-paths.ts';

/** One attempt of a job on this storage: its paths, and the environment marker of its processes. */
export interface LocalAttempt {
  readonly key: string;
  readonly attempt: number;
  readonly paths: JobPaths;
  readonly attemptDir: string;
  readonly marker: Marker;
  /** Folder or URL with the work dirs of all attempts of the job. It identifies tasks in containers. */
  readonly workRoot: string;
}

/** One attempt that this runner holds. */
export type HeldAttempt = LocalAttempt & { readonly job: OpenJob };

/** A held attempt whose start is recorded. */
export type StartedAttempt = HeldAttempt & { readonly run: Run };

/** Whether the runner has claimed the job, and the job has not ended. */
export const isHeldBy = (runnerId: string, state: JobState): state is OpenJob =>
  isOpen(state) && state.claimed_by === runnerId;

/** @param workDir folder or URL for the work dirs of jobs, if it is not the default */
export function localAttempt(dataDir: string, jobId: string, attempt: number, workDir?: string): LocalAttempt {
  const paths = jobPaths(dataDir, jobId, workDir);
  return {
    key: `${jobId}/${attempt}`,
    attempt,
    paths,
    attemptDir: paths.attemptDir(attempt),
    workRoot: paths.workRoot,
    marker: { REPRISE_JOB_ID: jobId, REPRISE_ATTEMPT: String(attempt) },
  };
}

export const heldAttempt = (dataDir: string, job: OpenJob, attempt = job.attempt): HeldAttempt => ({
  ...localAttempt(dataDir, job.job_id, attempt, job.launch?.work_dir),
  job,
});

export function startedAttempt(held: HeldAttempt): StartedAttempt {
  const run = held.job.last_run;
  if (!run) throw new Error(`Job ${held.job.job_id} has no recorded start`);
  return { ...held, run };
}
