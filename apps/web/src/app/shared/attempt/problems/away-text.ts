import type { JobView, RunnerView } from '@reprise/contracts';
import { dateTime, runnerName } from '../../format.ts';
import { hasEnded } from '../../status/status.ts';

type Job = Pick<JobView, 'status' | 'pending_action' | 'runner_id'>;

/** Returns the consequences of an offline runner for a job; null if the runner is online or the job has ended. */
export function awayText(
  { status, pending_action, runner_id }: Job,
  runners: readonly Pick<RunnerView, 'runner_id' | 'host' | 'alive' | 'last_seen'>[],
  now: number,
): string | null {
  const runner = runners.find((one) => one.runner_id === runner_id);
  if (!runner || runner.alive || hasEnded({ status })) return null;
  const name = runner.host ?? runnerName(runner.runner_id);
  const meaning =
    pending_action === null ? 'Its processes may continue; nothing new is known of them.' : WAITS_FOR[pending_action];
  return `${name}, which has this job, was last heard of at ${dateTime(runner.last_seen, now)}. ${meaning}`;
}

const WAITS_FOR: Record<NonNullable<JobView['pending_action']>, string> = {
  cancelling: 'The cancel waits for it: nothing is stopped before.',
  pausing: 'The pause waits for it.',
  unpausing: 'The job continues once it is back.',
  cleaning: 'The deletion waits for it.',
};
