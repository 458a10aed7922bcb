import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import {
  BulkFilter,
  JobListQuery,
  MAX_BULK_JOBS,
  type AttemptView,
  type HistoryEntry,
  type JobIds,
  type JobsSummary,
  type JobView,
  type Page,
  type TaskView,
} from '@reprise/contracts';
import { countJobs, idsThatMatch, listJobs, summarizeJobs, type ReadModel } from '@reprise/read-model';
import type { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { PageQuery } from '../../shared/http/page-query.ts';
import { PeopleDirectory, withNamed } from '../../shared/access/people-directory.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { tooManyJobs } from '../bulk-problems.ts';
import { jobExamples } from '../examples.ts';
import { AttemptsQuery, JobQueries, JobQuery, TasksQuery } from './job-queries.ts';

/** Filters of the list, except the one that the counts are by. */
const SummaryQuery = JobListQuery.omit({
  ...{ limit: true, cursor: true, sort: true, order: true },
  ...{ status: true, cause: true },
});
const IdsQuery = BulkFilter.extend({ min_seq: JobListQuery.shape.min_seq });

@Controller('jobs')
export class JobsController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly queries: JobQueries,
    private readonly people: PeopleDirectory,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ListJobs_list',
    summary: 'Jobs, filtered, searched and sorted',
    answer: jobExamples.jobs,
    problems: ['wrong_cursor'],
  })
  async list(@Query({ schema: JobListQuery }) query: JobListQuery): Promise<Page<JobView>> {
    const read = (named: readonly string[] = []) => listJobs(this.readModel, { ...query, named });
    if (!query.q) return read();
    // Most words are in nobody's name, so the page is read while the names are.
    const [page, { named }] = await Promise.all([read(), withNamed(this.people, query)]);
    return named.length === 0 ? page : read(named);
  }

  @Get('summary')
  @DescribeQuery({
    operationId: 'SummarizeJobs_summarize',
    summary: 'How many jobs there are of each status',
    answer: jobExamples.summary,
  })
  async summarize(@Query({ schema: SummaryQuery }) query: z.infer<typeof SummaryQuery>): Promise<JobsSummary> {
    return summarizeJobs(this.readModel, await withNamed(this.people, query));
  }

  @Get('ids')
  @DescribeQuery({
    operationId: 'ListJobIds_list',
    summary: 'The ids of all jobs that match, to send one command to them, and how many of them allow which',
    answer: jobExamples.ids,
    problems: ['too_many_matches'],
  })
  async ids(@Query({ schema: IdsQuery }) query: z.infer<typeof IdsQuery>): Promise<JobIds> {
    const filter = await withNamed(this.people, query);
    const found = await idsThatMatch(this.readModel, filter, MAX_BULK_JOBS + 1);
    if (found.job_ids.length > MAX_BULK_JOBS) throw tooManyJobs(await countJobs(this.readModel, filter));
    return found;
  }

  @Get(':id')
  @DescribeQuery({
    operationId: 'ShowJob_show',
    summary: 'One job, as it reads now or as of an event',
    answer: jobExamples.job,
    problems: ['unknown_job', 'event_to_come', 'before_submission'],
  })
  show(@Param('id', { schema: JobId }) jobId: string, @Query({ schema: JobQuery }) query: JobQuery): Promise<JobView> {
    return this.queries.show(jobId, query);
  }

  @Get(':id/history')
  @DescribeQuery({
    operationId: 'ListHistory_list',
    summary: 'All that happened to a job, oldest first',
    answer: jobExamples.history,
    problems: ['unknown_job', 'wrong_cursor'],
  })
  history(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.queries.history(jobId, page);
  }

  @Get(':id/attempts')
  @DescribeQuery({
    operationId: 'ListAttempts_list',
    summary: 'The attempts of a job; all of them where no limit is given',
    answer: jobExamples.attempts,
    problems: ['unknown_job', 'event_to_come', 'before_submission', 'wrong_cursor'],
  })
  attempts(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: AttemptsQuery }) query: AttemptsQuery,
  ): Promise<Page<AttemptView>> {
    return this.queries.attempts(jobId, query);
  }

  @Get(':id/tasks')
  @DescribeQuery({
    operationId: 'ListTasks_list',
    summary: 'The tasks of a job, as they were first seen',
    answer: jobExamples.tasks,
    problems: ['unknown_job', 'event_to_come', 'before_submission', 'wrong_cursor'],
  })
  tasks(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: TasksQuery }) query: TasksQuery,
  ): Promise<Page<TaskView>> {
    return this.queries.tasks(jobId, query);
  }
}
