import type { JobView } from '@reprise/contracts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { listJobs, type ReadModel } from '@reprise/read-model';
import type { BatchView } from '../contract/index.ts';
import { readBatch } from './read-batches.ts';

/** @throws ProblemException 404 if no job has this batch */
export async function findBatch(readModel: ReadModel, id: string): Promise<BatchView> {
  const batch = await readBatch(readModel, id);
  if (!batch) throw new ProblemException(404, `There is no batch ${id}.`);
  return batch;
}

/** Returns all jobs of a batch, sorted by sample name. */
export async function jobsOfBatch(readModel: ReadModel, batch: string): Promise<JobView[]> {
  const jobs: JobView[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listJobs(readModel, {
      batch,
      limit: 1000,
      sort: 'sample_name',
      order: 'asc',
      ...(cursor && { cursor }),
    });
    jobs.push(...page.items);
    cursor = page.next_cursor;
  }
  return jobs;
}
