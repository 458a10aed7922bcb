import type { Page } from '@reprise/contracts';
import {
  databaseOf,
  decodeCursor,
  fork,
  isTimestamp,
  isoTime,
  limitOf,
  pageOf,
  type PageOptions,
  type ReadModel,
} from '@reprise/read-model';
import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod';
import type { BatchView } from '../contract/index.ts';

/** Submission of a batch's first job, which sorts the list, and the batch's id. */
const Place = z.tuple([z.string().refine(isTimestamp), z.uuid()]);

interface BatchRow {
  readonly batch_id: string;
  readonly submitted: string;
  readonly name: string;
  readonly created_by: string;
  readonly pipelines: string[];
  readonly jobs: BatchView['jobs'];
  readonly completed_at: string | null;
}

/** Returns a page of batches, newest first. The id breaks ties. @throws InvalidCursorError */
export async function listBatches(readModel: ReadModel, query: PageOptions): Promise<Page<BatchView>> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, Place);
  const before = after
    ? sql`having (min(created_at), batch_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
    : sql``;
  const limit = limitOf(query);
  const rows = await readRows(
    readModel,
    sql`where batch_id is not null group by batch_id ${before}
      order by min(created_at) desc, batch_id desc limit ${sql.lit(limit + 1)}`,
  );
  return pageOf(rows, limit, viewOf, ({ submitted, batch_id }) => [submitted, batch_id]);
}

/** Returns one batch; null if no job has this batch. */
export async function readBatch(readModel: ReadModel, batchId: string): Promise<BatchView | null> {
  const [row] = await readRows(readModel, sql`where batch_id = ${batchId}::uuid group by batch_id`);
  return row ? viewOf(row) : null;
}

/** The index `job_batch` covers the choice of the batches. Only the jobs of the chosen ones are counted. */
async function readRows(readModel: ReadModel, chosen: RawBuilder<unknown>): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    with chosen as (select batch_id, min(created_at) as submitted from job ${chosen})
    select chosen.batch_id, chosen.submitted::text as submitted, first.*, counted.*
    from chosen
    cross join lateral (
      select batch_name as name, created_by from job where job.batch_id = chosen.batch_id
      order by created_at, job_id limit 1) as first
    cross join lateral (
      select array_agg(distinct pipeline order by pipeline) as pipelines,
        json_build_object(
          'total', count(*),
          'running', count(*) filter (where status = 'running'),
          'pending', count(*) filter (where status = 'pending'),
          'paused', count(*) filter (where status = 'paused'),
          'failed', count(*) filter (where status = 'failed' and cause is distinct from 'cancelled'),
          'cancelled', count(*) filter (where status = 'failed' and cause = 'cancelled'),
          'completed', count(*) filter (where status = 'completed')) as jobs,
        case when bool_and(status in ('completed', 'failed')) then max(completed_at)::text end as completed_at
      from job where job.batch_id = chosen.batch_id) as counted
    order by chosen.submitted desc, chosen.batch_id desc`.execute(databaseOf(fork(readModel)));
  return rows;
}

const viewOf = ({ submitted, completed_at, ...row }: BatchRow): BatchView => ({
  ...row,
  created_at: isoTime(submitted),
  completed_at: completed_at && isoTime(completed_at),
});
