import type { JobView, QueueList, RunnerView } from '@reprise/contracts';
import type { ActorNames } from '../connection/people.ts';
import { localTime } from '../terminal/words.ts';

type Job = JobView;

/**
 * Returns the queue in which a job is waiting, with its position, or why no runner can start it. Null if it is not
 * waiting.
 */
export function queueText(
  { job_id, status, queue: name, queue_position: place }: Job,
  queues: readonly QueueList['items'][number][],
  { nameOf }: Pick<ActorNames, 'nameOf'>,
): string | null {
  if (status !== 'pending') return null;
  const queue = queues.find((each) => each.name === name);
  if (queue?.paused) {
    const { by, since, reason } = queue.paused;
    const why = reason === null ? '' : ` (${reason})`;
    return `${name}, paused since ${localTime(since)} by ${nameOf(by)}${why}: no job of it starts`;
  }
  if (queue?.limit === 0) return `${name}, whose limit is 0: none of its jobs start`;
  const waiting = queue?.waiting.find((each) => each.job_id === job_id);
  if (waiting?.waits_for) return `${name}, waits for a runner with its files: ${waiting.waits_for.why}`;
  if (waiting?.is_too_large) return `${name}, waits for a larger runner`;
  if (waiting?.needs_nextflow) return `${name}, waits for a runner with ${waiting.needs_nextflow}`;
  return place === null ? name : `${name}, place ${String(place)}`;
}

/** Returns since when the runner of a job in progress is offline; null if it is online, or irrelevant. */
export function silentRunnerText({ status, runner_id }: Job, runners: readonly RunnerView[]): string | null {
  if (status === 'completed' || status === 'failed') return null;
  const runner = runners.find((each) => each.runner_id === runner_id);
  if (!runner || runner.alive) return null;
  return `${runner.host ?? runner.runner_id}, last heard of at ${localTime(runner.last_seen)}: nothing new is known of its processes`;
}
