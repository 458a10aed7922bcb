import type { AttemptView, JobView } from '@reprise/contracts';
import { duration, pausedText } from '@reprise/contracts/durations';

type Took = Pick<AttemptView, 'duration_ms' | 'paused_ms'>;

/** "9 m 26 s", or "9 m 26 s, and 4 m 00 s paused": how long an ended attempt ran; empty before its end. */
export function tookText({ duration_ms, paused_ms }: Took): string {
  if (duration_ms === null) return '';
  return `${duration(duration_ms - paused_ms)}${pausedText(paused_ms)}`;
}

/**
 * Returns the time up to which the tasks of a job are known, in milliseconds since 1970. While a job is drained,
 * Nextflow is stopped and reports nothing.
 */
export const knownUntil = ({ paused }: Pick<JobView, 'paused'>, now: number): number =>
  paused?.mode === 'drain' ? Date.parse(paused.since) : now;
