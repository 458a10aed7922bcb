import type { RunnerState } from './runner.ts';
import { workTime } from './schedule.ts';

/**
 * Returns why users keep this runner from claiming jobs now, as a sentence; null if they do not.
 * @param now milliseconds
 */
export function workPause({ drain, schedule }: RunnerState, now: number): string | null {
  if (drain) return `It ${drain.drained_at ? 'is drained' : 'drains'}${drain.reason ? `: ${drain.reason}` : '.'}`;
  const { open, until } = workTime(schedule, now);
  if (open) return null;
  return until
    ? `Its schedule lets it take jobs again at ${until.slice(0, 16).replace('T', ' ')} UTC.`
    : 'Its schedule never lets it take jobs.';
}

/** Whether a runner that claims nothing is drained or outside of its schedule. */
export const isWorkPause = (obstacle: string): boolean => /^It (?:drains|is drained)|^Its schedule /.test(obstacle);
