import type { TaskView } from '@reprise/contracts';
import type { JobQueries } from '@reprise/gateway/jobs';

const TASKS_AT_ONCE = 1000;

/** Returns all tasks of a job, or of one of its attempts, in order of appearance. @throws ProblemException 404 */
export async function allTasks(queries: JobQueries, jobId: string, attempt?: number): Promise<TaskView[]> {
  const all: TaskView[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await queries.tasks(jobId, { attempt, limit: TASKS_AT_ONCE, ...(cursor && { cursor }) });
    all.push(...page.items);
    cursor = page.next_cursor;
  }
  return all;
}
