import type { AttemptMode } from '@reprise/contracts';
import type { EarlierAttempt, TaskObservation } from '@reprise/nextflow';
import type { StartedAttempt } from '../attempt/attempt.ts';

/** Attempts that this one continues. Other sessions have different hashes. */
export function earlierAttempts({ job, attempt, paths }: StartedAttempt): EarlierAttempt[] {
  if (job.mode === 'fresh') return [];
  return Array.from({ length: attempt - 1 }, (_, i) => ({ attempt: i + 1, attemptDir: paths.attemptDir(i + 1) }));
}

/**
 * Whether an observation is published. A cache miss is not published if it only means that a step runs again because a
 * user chose so and nothing has changed.
 */
export const isReportable = (mode: AttemptMode, { cache_miss }: TaskObservation): boolean =>
  mode !== 'from_step' || cache_miss === undefined || cache_miss.changes.length > 0;
