import type { Marker } from '@reprise/nextflow';
import type { OpenJob, Run } from '@reprise/job';
import { placesOf, type Places } from '../files/places.ts';

/** One attempt that this runner holds, and where its files lie. */
export interface HeldAttempt {
  readonly key: string;
  readonly job: OpenJob;
  readonly attempt: number;
  readonly places: Places;
  readonly attemptDir: string;
  readonly marker: Marker;
}

/** An attempt whose start is recorded. */
export type StartedAttempt = HeldAttempt & { readonly run: Run };

export function heldAttempt(dataDir: string, job: OpenJob, attempt = job.attempt): HeldAttempt {
  const places = placesOf(dataDir, job.job_id);
  return {
    key: `${job.job_id}/${attempt}`,
    job,
    attempt,
    places,
    attemptDir: places.attemptDir(attempt),
    marker: { REPRISE_JOB_ID: job.job_id, REPRISE_ATTEMPT: String(attempt) },
  };
}

export function startedAttempt(dataDir: string, job: OpenJob): StartedAttempt {
  if (!job.last_run) throw new Error(`Job ${job.job_id} has no recorded start`);
  return { ...heldAttempt(dataDir, job), run: job.last_run };
}
