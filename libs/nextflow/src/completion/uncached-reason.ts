import { shortHash, type LoggedTasks } from './logged-tasks.ts';

/**
 * Returns why a session's cache lacks tasks of its latest run, which therefore run again; null if the cache has them.
 * Nextflow writes its cache in the background, and errors do not end the run. Source:
 * https://github.com/nextflow-io/nextflow/issues/7471
 * @param hashes short hashes of the tasks in the cache
 */
export function uncachedReason(hashes: ReadonlySet<string>, { ended, cached }: LoggedTasks): string | null {
  const all = [...new Set([...[...ended].map(shortHash), ...cached])];
  const missing = all.filter((hash) => !hashes.has(hash)).length;
  if (missing === 0) return null;
  const tasks = all.length === 1 ? 'one task' : `${String(all.length)} tasks`;
  return missing === all.length
    ? `Nextflow's cache has none of its ${tasks}`
    : `Nextflow's cache lacks ${String(missing)} of its ${tasks}`;
}
