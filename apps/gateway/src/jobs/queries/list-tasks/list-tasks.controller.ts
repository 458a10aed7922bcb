import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Page, TaskView } from '@reprise/contracts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeQuery } from '../../../shared/openapi/describe.ts';
import { ListTasks, TasksQuery } from './list-tasks.handler.ts';

@Controller('jobs')
export class ListTasksController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/tasks')
  @DescribeQuery({
    summary: 'The tasks of a job, as they were first seen',
    answer: 'tasks',
    problems: ['unknown_job', 'event_to_come', 'before_submission', 'wrong_cursor'],
  })
  list(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: TasksQuery }) query: TasksQuery,
  ): Promise<Page<TaskView>> {
    return this.queries.execute(new ListTasks(jobId, query));
  }
}
