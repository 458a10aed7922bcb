import type { JobView, RunnerView } from '@reprise/contracts';
import type { System } from './system.ts';

const TIMEOUT_MS = 10_000;

interface JobPage {
  readonly items: readonly JobView[];
  readonly next_cursor: string | null;
}

/** @param gateway 0 for the first, 1 for the second @throws Error unless it answers with a success */
async function get<T>({ urls, token }: System, path: string, gateway: 0 | 1 = 0): Promise<T> {
  const response = await fetch(urls[gateway] + path, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`GET ${path}: ${String(response.status)}`);
  return (await response.json()) as T;
}

export const newestJobs = async (system: System, gateway: 0 | 1): Promise<readonly JobView[]> =>
  (await get<JobPage>(system, '/api/jobs?limit=200', gateway)).items;

/** All jobs, from the first gateway. */
export async function allJobs(system: System): Promise<JobView[]> {
  const jobs: JobView[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { items, next_cursor }: JobPage = await get(system, `/api/jobs?limit=1000${from}`);
    jobs.push(...items);
    cursor = next_cursor;
  }
  return jobs;
}

export const runnersOf = async (system: System): Promise<readonly RunnerView[]> =>
  (await get<{ items: RunnerView[] }>(system, '/api/runners')).items;

/** Jobs that hold a slot of a queue. */
export async function slotHolders(system: System): Promise<string[]> {
  const { items } = await get<{ items: { running: { job_id: string }[] }[] }>(system, '/api/queues');
  return items.flatMap(({ running }) => running.map(({ job_id }) => job_id));
}

const FINAL = ['completed', 'failed'];

/** Whether a job has ended, and no clean of its files is under way. */
export const isFinal = ({ status, pending_action }: JobView): boolean =>
  FINAL.includes(status) && pending_action === null;
