import type { JobView } from '@reprise/contracts';
import type { Api } from '@reprise/web/core/api/api.ts';
import { hasLiveTasks, readExecutors } from '@reprise/web/shared/attempt/executors/executor-listings.ts';
import type { ListedTasks } from '@reprise/web/commands/base/selected-jobs.ts';

/** Maximum number of jobs whose tasks are counted, because each response can be half a megabyte. */
const MOST_COUNTED = 50;
const AT_ONCE = 5;

/** Reads the remote tasks of jobs; null if there are too many. @throws Error if a runner does not answer */
export async function readExecutorsOfMany(
  api: Pick<Api, 'executors'>,
  jobs: readonly JobView[],
  signal: AbortSignal,
): Promise<readonly ListedTasks[] | null> {
  const asked = jobs.filter(hasLiveTasks);
  if (asked.length > MOST_COUNTED) return null;
  const found: ListedTasks[] = [];
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    signal.throwIfAborted();
    const some = await Promise.all(asked.slice(from, from + AT_ONCE).map((job) => readExecutors(api, job)));
    found.push(...some.flatMap(({ executors }) => executors));
  }
  return found;
}
