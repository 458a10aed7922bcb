import type { JobView, UnprovenExecutor } from '@reprise/contracts';
import { dateTime } from '../../format.ts';

/** Returns what the executors have not proven yet, and what happens next. */
export const unprovenText = ({ since, executors }: NonNullable<JobView['unproven']>, now: number): string =>
  `Not proven since ${dateTime(since, now)} that all tasks have stopped. ${executors.map(({ message }) => message).join('. ')}. The job stays as it is, and they are asked again until they answer. If they never do, an administrator can abandon it.`;

const MOST_NAMED = 20;

/**
 * Returns the ids of tasks that were last seen alive, with their states in the executor's terms: "812 (RUNNING), 813
 * (PENDING)". Empty if none are known.
 */
export function lastSeenText(executors: readonly UnprovenExecutor[]): string {
  const tasks = executors.flatMap(({ left }) => left);
  const all = executors.reduce((sum, { left, left_count }) => sum + Math.max(left.length, left_count ?? 0), 0);
  const named = tasks.slice(0, MOST_NAMED).map(({ native_id, state }) => `${native_id} (${state})`);
  return named.join(', ') + (all > named.length ? ` and ${String(all - named.length)} more` : '');
}
