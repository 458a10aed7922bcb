import type { EntityManager } from '@mikro-orm/postgresql';
import { isJobEvent, isQueueEvent, isTaskEvent, type RecordedEvent } from '@reprise/contracts';
import { isTaskFacts } from '@reprise/job';
import { sql } from 'kysely';
import { AttemptEntity, JobEntity, QueueEntity, TaskEntity, type TaskRow } from '../entities/index.ts';
import { readRows } from './read-rows.ts';
import { attemptKey, taskKey, type Rows } from '../fold/rows.ts';

/** The rows, as they are, that the events may change. */
export async function loadRows(tx: EntityManager, events: readonly RecordedEvent[]): Promise<Rows> {
  const queueNames = [...new Set(events.filter(isQueueEvent).map((event) => event.subject))];
  const jobIds = [...new Set(events.filter(isJobEvent).map((event) => event.subject))];
  const jobs = await readRows(tx, JobEntity, sql`job_id = any(${jobIds}::uuid[])`);
  const attempts = await readRows(tx, AttemptEntity, sql`job_id = any(${jobIds}::uuid[])`);
  const queues = await readRows(tx, QueueEntity, sql`name = any(${queueNames}::text[])`);
  const tasks = await loadTasks(tx, events);
  return {
    jobs: new Map(jobs.map((row) => [row.job_id, row])),
    attempts: new Map(attempts.map((row) => [attemptKey(row.job_id, row.attempt), row])),
    queues: new Map(queues.map((row) => [row.name, row])),
    tasks: new Map(tasks.map((row) => [taskKey(row.job_id, row.attempt, row.hash), row])),
  };
}

async function loadTasks(tx: EntityManager, events: readonly RecordedEvent[]): Promise<TaskRow[]> {
  const ids: string[] = [];
  const attempts: number[] = [];
  const hashes: string[] = [];
  for (const event of events.filter(isTaskEvent)) {
    if (!isTaskFacts(event)) continue;
    ids.push(event.subject);
    attempts.push(event.data.attempt);
    hashes.push(event.data.hash);
  }
  const keys = sql`select * from unnest(${ids}::uuid[], ${attempts}::bigint[], ${hashes}::text[])`;
  return readRows(tx, TaskEntity, sql`(job_id, attempt, hash) in (${keys})`);
}
