import type { Page, TaskView } from '@reprise/contracts';
import { z } from 'zod';
import { TaskEntity, type TaskRow } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { decodeCursor, limitOf, pageOf, type PageOptions } from '../cursor.ts';

export interface TaskKey {
  readonly job_id: string;
  readonly attempt: number;
  readonly hash: string;
}

/** Returns tasks in order of first appearance, of one attempt or of all. @throws InvalidCursorError */
export async function listTasks(
  readModel: ReadModel,
  jobId: string,
  query: PageOptions & { readonly attempt?: number | undefined } = {},
): Promise<Page<TaskView>> {
  const limit = limitOf(query);
  const [after] = query.cursor === undefined ? [0] : decodeCursor(query.cursor, z.tuple([z.int()]));
  const where = { job_id: jobId, first_seq: { $gt: after }, ...(query.attempt && { attempt: query.attempt }) };
  const order = { ...UNMANAGED, orderBy: { first_seq: 'asc' }, limit: limit + 1 } as const;
  const rows = rowsOf(await fork(readModel).find(TaskEntity, where, order));
  return pageOf(rows, limit, taskView, (row) => [row.first_seq]);
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
export function taskView({ attempt, facts }: TaskRow): TaskView {
  const { try: tries, native_id = null, resources = null, cache_miss = null, ...rest } = facts;
  return { ...rest, attempt, tries, native_id, resources, cache_miss };
}
