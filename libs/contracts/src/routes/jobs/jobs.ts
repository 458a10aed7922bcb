import * as z from 'zod';
import { READING } from '../../access/right.ts';
import { json } from '../../http/answers.ts';
import { AttemptParameter, ListQuery, OneQuery, PageQuery } from '../../http/page-query.ts';
import { everyRead, sharedProblems } from '../../http/problem-examples.ts';
import { route } from '../../http/route.ts';
import { JobId, Sequence, several, text } from '../../inputs.ts';
import { TASK_SORTS } from '../../select-tasks.ts';
import { BulkFilter, JobIds } from '../../views/job-ids.ts';
import {
  AttemptView,
  ExecutorListings,
  HistoryEntry,
  JobsSummary,
  JobUsage,
  page,
  TaskStatus,
  TaskView,
} from '../../views/details.ts';
import { JobListQuery, withOrderedRanges } from '../../views/job-list.ts';
import { JobView } from '../../views/job.ts';
import { StepGraph } from '../../views/step-graph.ts';
import { jobExamples } from '../examples/jobs.ts';
import { jobProblems } from '../problems/jobs.ts';

const { results_away, unknown_job, wrong_cursor } = sharedProblems;
const { before_submission, event_to_come, too_many_matches } = jobProblems;

const IdsQuery = withOrderedRanges(BulkFilter.extend({ min_seq: JobListQuery.shape.min_seq }));

/** Filters of the list, except for the field that is counted. A cause restricts only the number of failed jobs. */
const SummaryQuery = withOrderedRanges(
  JobListQuery.omit({ limit: true, cursor: true, sort: true, order: true, status: true }),
);

/** A sequence. The response is the job as of that event. */
const AsOf = Sequence.pipe(z.number().min(1)).optional();
const JobQuery = OneQuery.extend({ as_of: AsOf });
const AttemptsQuery = ListQuery.extend({ as_of: AsOf });
const TasksQuery = ListQuery.extend({
  attempt: AttemptParameter,
  as_of: AsOf,
  status: several(TaskStatus).optional(),
  process: text(500).optional().meta({ description: 'Full name of a Nextflow process' }),
  sort: z
    .enum(TASK_SORTS)
    .optional()
    .meta({ description: 'Default: `first_seen`. The others begin with the greatest value and end with unknown ones' }),
});

export const jobRoutes = {
  list: route({
    method: 'GET',
    path: '/api/jobs',
    id: 'ListJobs_list',
    summary: 'Jobs, filtered, searched and sorted',
    tag: 'Queries',
    right: READING,
    query: withOrderedRanges(JobListQuery),
    answer: json('JobPage', page(JobView), jobExamples.jobs),
    problems: { ...everyRead, wrong_cursor },
  }),
  summarize: route({
    method: 'GET',
    path: '/api/jobs/summary',
    id: 'SummarizeJobs_summarize',
    summary: 'How many jobs there are of each status',
    tag: 'Queries',
    right: READING,
    query: SummaryQuery,
    answer: json('JobsSummary', JobsSummary, jobExamples.summary),
    problems: everyRead,
  }),
  ids: route({
    method: 'GET',
    path: '/api/jobs/ids',
    id: 'ListJobIds_list',
    summary: 'The ids of all jobs that match, to send one command to them, and how many of them allow which',
    tag: 'Queries',
    right: READING,
    query: IdsQuery,
    answer: json('JobIds', JobIds, jobExamples.ids),
    problems: { ...everyRead, too_many_matches },
  }),
  show: route({
    method: 'GET',
    path: '/api/jobs/{id}',
    id: 'ShowJob_show',
    summary: 'One job, as it reads now or as of an event',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: JobQuery,
    answer: json('Job', JobView, jobExamples.job),
    problems: { ...everyRead, unknown_job, event_to_come, before_submission },
  }),
  history: route({
    method: 'GET',
    path: '/api/jobs/{id}/history',
    id: 'ListHistory_list',
    summary: 'All that happened to a job, oldest first',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: PageQuery,
    answer: json('HistoryPage', page(HistoryEntry), jobExamples.history),
    problems: { ...everyRead, unknown_job, wrong_cursor },
  }),
  attempts: route({
    method: 'GET',
    path: '/api/jobs/{id}/attempts',
    id: 'ListAttempts_list',
    summary: 'The attempts of a job; all of them where no limit is given',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: AttemptsQuery,
    answer: json('AttemptPage', page(AttemptView), jobExamples.attempts),
    problems: { ...everyRead, unknown_job, event_to_come, before_submission, wrong_cursor },
  }),
  tasks: route({
    method: 'GET',
    path: '/api/jobs/{id}/tasks',
    id: 'ListTasks_list',
    summary: 'The tasks of a job, filtered and sorted; as they were first seen where no order is given',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: TasksQuery,
    answer: json('TaskPage', page(TaskView), jobExamples.tasks),
    problems: { ...everyRead, unknown_job, event_to_come, before_submission, wrong_cursor },
  }),
  executors: route({
    method: 'GET',
    path: '/api/jobs/{id}/executors',
    id: 'ListExecutors_list',
    summary: 'The live tasks of a job on other machines, such as those of Slurm, in the words of their executors',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: json('ExecutorListings', ExecutorListings, jobExamples.executors),
    problems: { ...everyRead, unknown_job },
  }),
  graph: route({
    method: 'GET',
    path: '/api/jobs/{id}/graph',
    id: 'ShowGraph_show',
    summary: 'The steps of a job, each with the steps whose files its tasks use',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: json('StepGraph', StepGraph, jobExamples.graph),
    problems: { ...everyRead, unknown_job },
  }),
  usage: route({
    method: 'GET',
    path: '/api/jobs/{id}/usage',
    id: 'CountFiles_count',
    summary: 'The number and bytes of the files that a rerun deletes unless it keeps them',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: OneQuery,
    answer: json('JobUsage', JobUsage, jobExamples.usage),
    problems: { ...everyRead, unknown_job, results_away },
  }),
};
