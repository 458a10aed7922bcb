import type { EntityManager } from '@mikro-orm/postgresql';
import { isJobEvent, isQueueEvent, isTaskEvent, type RecordedEvent } from '@reprise/contracts';
import { isTaskFacts } from '@reprise/job';
import { AttemptEntity, JobEntity, QueueEntity, TaskEntity, type TaskRow } from '../entities/index.ts';
import { readRows } from './read-rows.ts';
import { attemptKey, taskKey, type Rows } from '../fold/rows.ts';

/** Loads the current rows that the events may change. */
export async function loadRows(tx: EntityManager, events: readonly RecordedEvent[]): Promise<Rows> {
  const queueNames = [...new Set(events.filter(isQueueEvent).map((event) => event.subject))];
  const jobIds = [...new Set(events.filter(isJobEvent).map((event) => event.subject))];
  const ofJobs = { condition: 'job_id = any($1::uuid[])', values: [jobIds] };
  const ofQueues = { condition: 'name = any($1::text[])', values: [queueNames] };
  const jobs = jobIds.length > 0 ? await readRows(tx, JobEntity, ofJobs) : [];
  const attempts = jobIds.length > 0 ? await readRows(tx, AttemptEntity, ofJobs) : [];
  const queues = queueNames.length > 0 ? await readRows(tx, QueueEntity, ofQueues) : [];
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
  if (ids.length === 0) return [];
  const condition = '(job_id, attempt, hash) in (select * from unnest($1::uuid[], $2::bigint[], $3::text[]))';
  return readRows(tx, TaskEntity, { condition, values: [ids, attempts, hashes] });
}
