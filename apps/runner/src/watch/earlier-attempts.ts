import type { AttemptMode } from '@reprise/contracts';
import type { EarlierAttempt, TaskObservation } from '@reprise/nextflow';
import type { StartedAttempt } from '../attempt/attempt.ts';

/** The attempts before this one where it goes on from their work; those of other sessions are told apart by what they hashed. */
export function earlierAttempts({ job, attempt, places }: StartedAttempt): EarlierAttempt[] {
  if (job.mode === 'fresh') return [];
  return Array.from({ length: attempt - 1 }, (_, i) => ({ attempt: i + 1, attemptDir: places.attemptDir(i + 1) }));
}

/** A step that a person asked to run again did not miss the cache: where nothing changed, nothing is told of it. */
export const isReportable = (mode: AttemptMode, { cache_miss }: TaskObservation): boolean =>
  mode !== 'from_step' || cache_miss === undefined || cache_miss.changes.length > 0;
