import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Page, TaskView } from '@reprise/contracts';
import { listTasks, type ReadModel } from '@reprise/projection';
import type { z } from 'zod';
import { READ_MODEL } from '../../infrastructure/tokens.ts';
import { knownJob } from '../known-job.ts';
import { Attempt, PageQuery } from '../page-query.ts';

export const TasksQuery = PageQuery.extend({ attempt: Attempt });
export type TasksQuery = z.infer<typeof TasksQuery>;

export class ListTasks extends Query<Page<TaskView>> {
  constructor(
    readonly jobId: string,
    readonly query: TasksQuery,
  ) {
    super();
  }
}

@QueryHandler(ListTasks)
export class ListTasksHandler implements IQueryHandler<ListTasks> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  async execute({ jobId, query }: ListTasks): Promise<Page<TaskView>> {
    await knownJob(this.readModel, jobId);
    return listTasks(this.readModel, jobId, query);
  }
}
