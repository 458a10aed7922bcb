import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Page, TaskView } from '@reprise/contracts';
import { listTasks, pageOfList, type ReadModel } from '@reprise/read-model';
import type { z } from 'zod';
import { READ_MODEL } from '../../../shared/servers/tokens.ts';
import { knownJob, knownMoment } from '../known-job.ts';
import { AsOf, Attempt, ListQuery } from '../../../shared/http/page-query.ts';

export const TasksQuery = ListQuery.extend({ attempt: Attempt, as_of: AsOf });
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
    if (query.as_of !== undefined) return pageOfList(await this.asOf(jobId, query.as_of, query.attempt), query);
    await knownJob(this.readModel, jobId);
    return listTasks(this.readModel, jobId, query);
  }

  /** A past moment is read whole, and given whole where no limit is. */
  private async asOf(jobId: string, seq: number, attempt: number | undefined): Promise<TaskView[]> {
    const { tasks } = await knownMoment(this.readModel, jobId, seq);
    return tasks.filter((task) => attempt === undefined || task.attempt === attempt);
  }
}
