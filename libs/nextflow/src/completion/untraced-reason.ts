import { shortHash, type LoggedTasks } from './logged-tasks.ts';
import { tracedStatuses } from './traced-statuses.ts';

/**
 * Returns why a run's trace lacks tasks; null if it is complete. Since 26.03, Nextflow only warns if it cannot create
 * or write the trace; earlier releases exit.
 */
export async function untracedReason(attemptDir: string, { ended, cached }: LoggedTasks): Promise<string | null> {
  const tasks = new Set([...[...ended].map(shortHash), ...cached]);
  const traced = await tracedStatuses(attemptDir);
  const missing = [...tasks].filter((hash) => !traced.has(hash)).length;
  if (missing === 0) return null;
  return traced.size === 0
    ? `Nextflow wrote no trace of its ${count(tasks.size)}`
    : `Nextflow's trace lacks ${String(missing)} of its ${count(tasks.size)}`;
}

const count = (tasks: number): string => (tasks === 1 ? 'one task' : `${String(tasks)} tasks`);
