import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { Task } from '@reprise/job';
import type { Row } from './row.ts';

export const TaskEntity = defineEntity({
  name: 'Task',
  tableName: 'task',
  properties: {
    job_id: p.uuid().primary(),
    attempt: p.bigint('number').primary(),
    hash: p.text().primary(),
    first_seq: p.bigint('number'),
    facts: p.json<Task>(),
  },
});
export type TaskRow = Row<InferEntity<typeof TaskEntity>>;
