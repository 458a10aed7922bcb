import { DEFAULT_QUEUE, type JobView, type PendingAction, type Resources } from '@reprise/contracts';
import {
  emptyQueue,
  queueExists,
  type OpenJob,
  type QueueState,
  type WithFiles,
  type WithNextflow,
} from '@reprise/job';
import { sql } from 'kysely';
import { JobEntity, QueueEntity } from '../../entities/index.ts';
import { isoTime } from '../../entities/iso-time.ts';
import { UNMANAGED } from '../../entities/row.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { snapshot } from '../../transaction.ts';
import { lineOf } from './queue-line.ts';

/** An open job in the view of its queue. */
export interface QueuedJob {
  readonly job_id: string;
  readonly sample_name: string;
  readonly pipeline: string;
  readonly status: OpenJob['status'];
  readonly pending_action: PendingAction | null;
  readonly queue: string;
  readonly priority: number;
  readonly waiting: boolean;
  readonly waiting_since: number;
  readonly asked_by: string;
  readonly runner_id: string | null;
  readonly resources: Resources | null;
  /** Where the job can run, and with which Nextflow. */
  readonly files: WithFiles & WithNextflow;
  readonly requested_at: string;
  readonly started_at: string | null;
  /** Pause that has taken effect. */
  readonly paused: JobView['paused'];
  /** Milliseconds of completed pauses. */
  readonly paused_ms: number;
}

export interface QueueContent {
  readonly name: string;
  readonly state: QueueState;
  /** In queue order. */
  readonly waiting: readonly QueuedJob[];
  /** Claimed by a runner. */
  readonly running: readonly QueuedJob[];
}

/** Returns the names of the queues with an event after the sequence. */
export async function queuesChangedSince(readModel: ReadModel, after: number): Promise<string[]> {
  const found = await fork(readModel).find(QueueEntity, { last_seq: { $gt: after } }, UNMANAGED);
  return found.map(({ name }) => name);
}

/**
 * Returns every queue with its open jobs: the default queue first, then the others by name. Removed queues are included
 * while they have open jobs.
 */
export function readQueues(readModel: ReadModel): Promise<QueueContent[]> {
  return snapshot(readModel, async (em) => {
    const found = await em.find(QueueEntity, {}, UNMANAGED);
    const { rows } = await sql<QueuedJob>`
      select job.job_id, sample_name, pipeline, job.status, pending_action, queue, priority::int as priority, waiting,
        waiting_since::float8 as waiting_since, coalesce(state->>'asked_by', '') as asked_by,
        state->>'claimed_by' as runner_id, state->'resources' as resources, current.requested_at, current.started_at,
        case when job.status = 'paused' then state->'pause' end as paused,
        coalesce((state->>'paused_ms')::float8, 0) as paused_ms,
        json_build_object('mode', state->'mode', 'last_run', state->'last_run', 'results_on', state->'results_on',
          'deletes_nothing', state->'deletes_nothing', 'launch', json_build_object('nextflow', state->'launch'->'nextflow',
            'syntax_parser', state->'launch'->'syntax_parser')) as files
      from job join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
      where job.status in ('pending', 'running', 'paused')`.execute(em.getKysely());
    const jobs = rows.map((row) => ({
      ...row,
      requested_at: isoTime(row.requested_at),
      started_at: row.started_at && isoTime(row.started_at),
    }));
    const existing = found.filter(({ name, state }) => queueExists(name, state) || state.taken.length > 0);
    const removed = new Map(found.map(({ name, state }) => [name, state]));
    const states = new Map([[DEFAULT_QUEUE, emptyQueue], ...existing.map(({ name, state }) => [name, state] as const)]);
    for (const { queue } of jobs) if (!states.has(queue)) states.set(queue, removed.get(queue) ?? emptyQueue);
    const byName = [...states].sort(
      ([a], [b]) => Number(b === DEFAULT_QUEUE) - Number(a === DEFAULT_QUEUE) || (a < b ? -1 : 1),
    );
    return byName.map(([name, state]) => {
      const own = jobs.filter(({ queue }) => queue === name);
      return { name, state, waiting: lineOf(state, own), running: own.filter(({ runner_id }) => runner_id !== null) };
    });
  });
}

/** Counts the waiting and running jobs of a queue. */
export async function countOpenJobs(readModel: ReadModel, queue: string): Promise<number> {
  return fork(readModel).count(JobEntity, { queue, status: { $in: ['pending', 'running', 'paused'] } });
}

/**
 * Returns the median duration, in milliseconds without pauses, of successful fresh runs in the last 90 days, by
 * pipeline.
 */
export async function medianDurations(readModel: ReadModel): Promise<Map<string, number>> {
  const { rows } = await sql<{ pipeline: string; median: number }>`
    select job.pipeline, percentile_cont(0.5) within group (
        order by greatest(0, attempt.duration_ms - attempt.paused_ms)) as median
    from attempt join job using (job_id)
    where attempt.status = 'succeeded' and attempt.mode = 'fresh' and attempt.duration_ms is not null
      and attempt.completed_at > now() - interval '90 days'
    group by job.pipeline`.execute(fork(readModel).getKysely());
  return new Map(rows.map(({ pipeline, median }) => [pipeline, median]));
}
