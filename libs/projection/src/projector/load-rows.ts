import type { EntityManager } from '@mikro-orm/postgresql';
import { isQueueEvent, isTaskEvent, type RecordedEvent } from '@reprise/contracts';
import { isTaskFacts, type Task } from '@reprise/job';
import { sql } from 'kysely';
import { AttemptEntity, JobEntity, QueueEntity, type TaskRow } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { attemptKey, taskKey, type Rows } from './rows.ts';

/** The rows, as they are, that the events may change. */
export async function loadRows(tx: EntityManager, events: readonly RecordedEvent[]): Promise<Rows> {
  const queueEvents = events.filter(isQueueEvent);
  const job_id = { $in: [...new Set(events.filter((event) => !isQueueEvent(event)).map((event) => event.subject))] };
  const name = { $in: [...new Set(queueEvents.map((event) => event.subject))] };
  const jobs = job_id.$in.length > 0 ? rowsOf(await tx.find(JobEntity, { job_id }, UNMANAGED)) : [];
  const attempts = jobs.length > 0 ? rowsOf(await tx.find(AttemptEntity, { job_id }, UNMANAGED)) : [];
  const queues = name.$in.length > 0 ? rowsOf(await tx.find(QueueEntity, { name }, UNMANAGED)) : [];
  const tasks = await loadTasks(tx, events);
  return {
    jobs: new Map(jobs.map((row) => [row.job_id, row])),
    attempts: new Map(attempts.map((row) => [attemptKey(row.job_id, row.attempt), row])),
    queues: new Map(queues.map((row) => [row.name, row])),
    tasks: new Map(tasks.map((row) => [taskKey(row.job_id, row.attempt, row.hash), row])),
  };
}

async function loadTasks(tx: EntityManager, events: readonly RecordedEvent[]): Promise<TaskRow[]> {
  const wanted = events.filter(isTaskEvent).flatMap((event) => {
    return isTaskFacts(event) ? [{ job_id: event.subject, attempt: event.data.attempt, hash: event.data.hash }] : [];
  });
  if (wanted.length === 0) return [];
  const [ids, attempts, hashes] = [
    wanted.map((key) => key.job_id),
    wanted.map((key) => key.attempt),
    wanted.map((key) => key.hash),
  ];
  const { rows } = await sql<{ job_id: string; attempt: string; hash: string; first_seq: string; facts: Task }>`
    select job_id, attempt, hash, first_seq, facts from task where (job_id, attempt, hash) in
      (select * from unnest(${ids}::uuid[], ${attempts}::bigint[], ${hashes}::text[]))`.execute(tx.getKysely());
  return rows.map((row) => ({ ...row, attempt: Number(row.attempt), first_seq: Number(row.first_seq) }));
}
