import type { EntityManager } from '@mikro-orm/postgresql';
import { JOB_SORTS, type JobListQuery, type JobView, type Page } from '@reprise/contracts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { decodeCursor, InvalidCursorError, isTimestamp, pageOf } from '../cursor.ts';
import { isEmpty, jobCondition, type JobFilter } from './job-filter.ts';
import { withRules } from './job-view.ts';
import { findSortedJobs, type SortedJobs } from './job-rows.ts';
import { viewsOf } from './job-views.ts';
import { snapshot } from '../../transaction.ts';

type Query = Omit<JobListQuery, 'min_seq'> & Pick<JobFilter, 'named'>;

/** Jobs that have not ended are sorted last. */
const columns: Record<JobListQuery['sort'], { column: RawBuilder<unknown>; type: 'text' | 'timestamptz' }> = {
  created_at: { column: sql`job.created_at`, type: 'timestamptz' },
  completed_at: { column: sql`coalesce(job.completed_at, 'infinity')`, type: 'timestamptz' },
  sample_name: { column: sql`job.sample_name`, type: 'text' },
  status: { column: sql`job.status`, type: 'text' },
};

/**
 * A page of jobs. The job id breaks ties, so that pages neither skip nor repeat an unchanged job.
 * @throws InvalidCursorError
 */
export async function listJobs(readModel: ReadModel, query: Query): Promise<Page<JobView>> {
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor, query);
  const read = (em: EntityManager) => findSortedJobs(em, sortedJobs(em.getKysely(), query, after));
  const em = fork(readModel);
  const found = await read(em);
  // Queue positions must come from the same commit as the jobs. Without waiting jobs, no transaction is needed.
  if (!found.some(({ job }) => job.waiting))
    return pageOfFound(readModel, query, found, await viewsOf(em, found, 'unknown'));
  return snapshot(readModel, async (inOne) => {
    const again = await read(inOne);
    return pageOfFound(readModel, query, again, await viewsOf(inOne, again, 'unknown'));
  });
}

function pageOfFound(
  rules: ReadModel,
  { sort, order, limit }: Query,
  found: readonly { readonly value: string }[],
  views: readonly JobView[],
): Page<JobView> {
  const items = found.map(({ value }, i) => ({ value, view: withRules(views[i]!, rules) }));
  return pageOf(
    items,
    limit,
    ({ view }) => view,
    ({ value, view }) => [sort, order, value, view.job_id],
  );
}

/** The row comparison is raw SQL, so that the sort index finds the start of the page. */
function sortedJobs(db: Kysely<Database>, query: Query, after: JobPlace | undefined): SortedJobs {
  const { column, type } = columns[query.sort];
  const [direction, beyond] = query.order === 'asc' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const order = sql`${column} ${direction}, job.job_id ${direction}`;
  const jobs = db
    .selectFrom('job')
    .selectAll()
    .select(sql<string>`${column}::text`.as('value'))
    .where(jobCondition(query))
    .$if(after !== undefined, (rows) =>
      rows.where(
        sql<boolean>`(${column}, job.job_id) ${beyond} (${after!.value}::${sql.raw(type)}, ${after!.job_id}::uuid)`,
      ),
    )
    .orderBy(order)
    .limit(sql.lit(query.limit + 1));
  return { jobs, order, isPrepared: isEmpty(query) };
}

/** Position in a sorted list; `value` is the value of the sort column. */
interface JobPlace {
  readonly job_id: string;
  readonly value: string;
}

const CursorPlace = z.tuple([z.enum(JOB_SORTS), z.enum(['asc', 'desc']), z.string(), z.uuid()]);
const isTime = (value: string): boolean => value === 'infinity' || isTimestamp(value);

function placeOf(cursor: string, query: Query): JobPlace {
  const [sort, order, value, job_id] = decodeCursor(cursor, CursorPlace);
  if (sort !== query.sort || order !== query.order)
    throw new InvalidCursorError('This cursor belongs to a list in another order.');
  if (columns[sort].type === 'timestamptz' ? !isTime(value) : value.includes('\0'))
    throw new InvalidCursorError('This cursor is not one of this list.');
  return { value, job_id };
}
