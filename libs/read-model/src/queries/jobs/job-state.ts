import type { EntityManager } from '@mikro-orm/postgresql';
import {
  isOpen,
  nothingKnown,
  unusedQueue,
  type Job,
  type KnownJob,
  type KnownQueue,
  type OpenJob,
  type OpenJobs,
} from '@reprise/job';
import { databaseOf } from '../../database.ts';
import { JobEntity, QueueEntity } from '../../entities/index.ts';
import { UNMANAGED } from '../../entities/row.ts';
import { readCheckpoint } from '../../projector/checkpoint.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { snapshot } from '../../transaction.ts';

/**
 * Returns the stored state. Decisions are based on it once the `life.*` events later than `life_seq` have been applied.
 * An unknown job has `life_seq` 0. The submitter comes from the row if a gateway running 0.2.0 stored the state without
 * it, which is possible until that gateway is replaced.
 */
export async function readJobState(readModel: ReadModel, jobId: string): Promise<KnownJob> {
  const row = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(['state', 'life_seq', 'created_by'])
    .where('job_id', '=', jobId)
    .executeTakeFirst();
  if (!row) return nothingKnown;
  const { state, life_seq, created_by: submitted_by } = row;
  return { state: { ...state, submitted_by }, life_seq };
}

/** Returns the state of a queue on which decisions are based; empty if it was never used. */
export async function readQueueState(readModel: ReadModel, name: string): Promise<KnownQueue> {
  const [row] = await fork(readModel).find(QueueEntity, { name }, UNMANAGED);
  return row ? { state: row.state, seq: row.last_seq } : unusedQueue;
}

const OPEN: readonly OpenJob['status'][] = ['pending', 'running', 'paused'];

/** Returns the last event of any kind that a runner may read. */
async function readLastEvent(em: EntityManager): Promise<OpenJobs['last_event']> {
  const last = await databaseOf(em)
    .selectFrom('audit')
    .select(['seq', 'event_id'])
    .where('kind', 'in', ['life', 'queue'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? null;
}

/** Whether runners must track a job. An abandoned job stays failed, but is tracked until its end is proven. */
const isToActOn = ({ state }: OpenJobs['jobs'][number]): boolean =>
  isOpen(state) || state.cleaning !== undefined || state.abandoned !== undefined;

/**
 * Returns all queues, and all jobs that are not final, are being cleaned or were abandoned, as of one sequence. This is
 * the initial state of a runner.
 */
export function readOpenJobs(readModel: ReadModel): Promise<OpenJobs> {
  return snapshot(readModel, async (em) => {
    const fields = { ...UNMANAGED, fields: ['state', 'life_seq'] } as const;
    const jobs = await em.find(
      JobEntity,
      { $or: [{ status: { $in: [...OPEN] } }, { pending_action: 'cleaning' }, { cause: 'abandoned' }] },
      fields,
    );
    const queues = await em.find(QueueEntity, {}, UNMANAGED);
    const checkpoint = await readCheckpoint(databaseOf(em));
    return {
      as_of: checkpoint?.seq ?? 0,
      last_event: await readLastEvent(em),
      stream_created: checkpoint?.created ?? null,
      jobs: jobs.map(({ state, life_seq }) => ({ state: state as Job, life_seq })).filter(isToActOn),
      queues: queues.map(({ name, state, last_seq }) => ({ name, state, last_seq })),
    };
  });
}
