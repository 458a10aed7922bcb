import type { EntityManager } from '@mikro-orm/postgresql';
import { GREATEST_PRIORITY } from '@reprise/contracts';
import { emptyQueue, inOrder, runningSlots, type InLine, type QueueState } from '@reprise/job';
import { sql } from 'kysely';
import { anyOf, databaseOf } from '../../database.ts';
import { QueueEntity } from '../../entities/index.ts';
import { UNMANAGED } from '../../entities/row.ts';
import { fork, type ReadModel } from '../../read-model.ts';

interface OpenRow extends InLine {
  readonly queue: string;
  readonly waiting: boolean;
}

/** Returns the queue positions, from 1, of the waiting jobs of some queues, by job id. */
export async function queuePositions(em: EntityManager, queues: readonly string[]): Promise<Map<string, number>> {
  if (queues.length === 0) return new Map();
  const { rows } = await sql<OpenRow>`
    select job_id, queue, waiting, priority::int as priority, waiting_since::float8 as waiting_since,
      coalesce(state->>'asked_by', '') as asked_by
    from job where queue = ${anyOf(queues, 'text')} and status in ('pending', 'running', 'paused')`.execute(
    em.getKysely(),
  );
  const found = await em.find(QueueEntity, { name: { $in: [...queues] } }, UNMANAGED);
  const states = new Map(found.map(({ name, state }) => [name, state]));
  const lines = queues.map((queue) =>
    lineOf(
      states.get(queue) ?? emptyQueue,
      rows.filter((row) => row.queue === queue),
    ),
  );
  return new Map(lines.flatMap((line) => line.map(({ job_id }, i) => [job_id, i + 1] as const)));
}

/** The waiting jobs of one queue in order: `waitingLine` for rows. @param open all open jobs of the queue */
export function lineOf<R extends OpenRow>(state: QueueState, open: readonly R[]): R[] {
  const waiting = open.filter((row) => row.waiting);
  if (state.order === 'age') return inOrder(waiting, null);
  const askedBy = new Map(open.map((row) => [row.job_id, row.asked_by]));
  return inOrder(
    waiting,
    runningSlots(state, (jobId) => askedBy.get(jobId)),
  );
}

/**
 * Returns the lowest priority that puts the given jobs ahead of all other jobs in their queues, without lowering the
 * priority of any of them; 0 if none of them is waiting.
 */
export async function readFrontOfMany(readModel: ReadModel, jobIds: readonly string[]): Promise<number> {
  const chosen = sql`job_id = ${anyOf(jobIds, 'uuid')}`;
  const { rows } = await sql<{ front: number | null }>`
    select max(case when ${chosen} then priority else priority + 1 end)::int as front
    from job where waiting and queue in (select queue from job where waiting and ${chosen})`.execute(
    databaseOf(fork(readModel)),
  );
  return Math.min(rows[0]?.front ?? 0, GREATEST_PRIORITY);
}

/** Returns the lowest priority that puts a job ahead of all others in its queue; its own if it is already ahead. */
export async function readFrontPriority(
  readModel: ReadModel,
  { queue, job_id, priority }: { readonly queue: string; readonly job_id: string; readonly priority: number },
): Promise<number> {
  const others = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(sql<number | null>`max(priority)::int`.as('highest'))
    .where('queue', '=', queue)
    .where((job) => job.ref('waiting'))
    .where('job_id', '<>', job_id)
    .executeTakeFirst();
  const highest = others?.highest ?? null;
  return highest === null || highest < priority ? priority : Math.min(highest + 1, GREATEST_PRIORITY);
}
