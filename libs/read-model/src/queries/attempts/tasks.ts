import type { Page, TaskView } from '@reprise/contracts';
import { TASK_SORTS, UNKNOWN, type TaskSelection, type TaskSort } from '@reprise/contracts/select-tasks';
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { TaskEntity, type TaskRow } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { anyOf } from '../../database.ts';
import { decodeCursor, InvalidCursorError, limitOf, pageOf, type PageOptions } from '../cursor.ts';

export interface TaskKey {
  readonly job_id: string;
  readonly attempt: number;
  readonly hash: string;
}

interface FoundTask extends Pick<TaskRow, 'attempt' | 'facts' | 'first_seq'> {
  /** Value that it is sorted by. */
  readonly value: number;
}

/**
 * Returns the selected tasks of one attempt or of all. The first appearance breaks ties, so that pages neither skip nor
 * repeat an unchanged task.
 * @throws InvalidCursorError
 */
export async function listTasks(
  readModel: ReadModel,
  jobId: string,
  query: PageOptions & TaskSelection & { readonly attempt?: number | undefined } = {},
): Promise<Page<TaskView>> {
  const { attempt, status, process, sort = 'first_seen', cursor } = query;
  const limit = limitOf(query);
  const value = valueOf(sort);
  const conditions = [
    sql`job_id = ${jobId}::uuid`,
    ...(attempt === undefined ? [] : [sql`attempt = ${attempt}`]),
    ...(status === undefined ? [] : [sql`facts->>'status' = ${anyOf(status, 'text')}`]),
    ...(process === undefined ? [] : [sql`facts->>'process' = ${process}`]),
    ...(cursor === undefined ? [] : [isAfter(cursor, sort)]),
  ];
  const { rows } = await sql<FoundTask>`
    select attempt::float8, facts, first_seq::float8, ${value} as value from task
    where ${sql.join(conditions, sql` and `)}
    order by ${value} desc, task.first_seq asc
    limit ${sql.lit(limit + 1)}`.execute(fork(readModel).getKysely());
  return pageOf(rows, limit, taskView, (row) => placeOf(row, sort));
}

/** Returns the value by which tasks are sorted, descending. It is constant for the order of first appearance. */
const valueOf = (sort: TaskSort): RawBuilder<unknown> =>
  sort === 'first_seen' ? sql`0::float8` : sql`coalesce((facts->>${sql.lit(sort)})::float8, ${sql.lit(UNKNOWN)})`;

const FirstSeen = z.tuple([z.int()]);
const Sorted = z.tuple([z.enum(TASK_SORTS), z.number(), z.int()]);

/** End of a page. 0.2.0 has the same in the order of first appearance, so a list continues during a rolling upgrade. */
const placeOf = ({ value, first_seq }: FoundTask, sort: TaskSort): unknown[] =>
  sort === 'first_seen' ? [first_seq] : [sort, value, first_seq];

/** Returns the condition for tasks after the end of a page. @throws InvalidCursorError */
function isAfter(cursor: string, sort: TaskSort): RawBuilder<unknown> {
  if (sort === 'first_seen') return sql`task.first_seq > ${decodeCursor(cursor, FirstSeen)[0]}`;
  const [sorted, last, seq] = decodeCursor(cursor, Sorted);
  if (sorted !== sort) throw new InvalidCursorError('This cursor belongs to a list in another order.');
  const value = valueOf(sort);
  return sql`(${value} < ${last} or (${value} = ${last} and task.first_seq > ${seq}))`;
}

/** Returns the tasks that exist, in no particular order. */
export async function readTasks(
  readModel: ReadModel,
  keys: readonly TaskKey[],
): Promise<(TaskView & { job_id: string })[]> {
  if (keys.length === 0) return [];
  const where = { $or: keys.map(({ job_id, attempt, hash }) => ({ job_id, attempt, hash })) };
  const rows = rowsOf(await fork(readModel).find(TaskEntity, where, UNMANAGED));
  return rows.map((row) => ({ ...taskView(row), job_id: row.job_id }));
}

/** A task's row as in the API. */
export function taskView({ attempt, facts }: Pick<TaskRow, 'attempt' | 'facts'>): TaskView {
  const { try: tries, native_id = null, resources = null, cache_miss = null, ...rest } = facts;
  return { ...rest, attempt, tries, native_id, resources, cache_miss };
}
