import {
  everyQuery,
  JobId,
  json,
  LabelFilter,
  LabelPart,
  MinSeq,
  READING,
  route,
  several,
  sharedProblems,
  text,
  type ProblemExample,
} from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { pipelineResourcesExample, resourcesExample, resourceSumsExample } from './resource-examples.ts';
import { ResourceSums } from './resource-sums.ts';
import { JobResources, PipelineResources } from './resources.ts';

const { unknown_job } = sharedProblems;

const ResourcesQuery = z.strictObject({ min_seq: MinSeq });

const LatestQuery = z.strictObject({
  jobs: z.coerce
    .number<number | string>()
    .int()
    .min(1)
    .max(100)
    .default(20)
    .meta({ description: 'Number of completed jobs' }),
  min_seq: MinSeq,
});

/** Prefix of a grouping by the values of one label: `label:project`. */
export const BY_LABEL = 'label:';

const isGrouping = (text: string): boolean =>
  ['pipeline', 'month', 'batch', 'label'].includes(text) ||
  (text.startsWith(BY_LABEL) && LabelPart.safeParse(text.slice(BY_LABEL.length)).success);

const Grouping = z
  .string()
  .refine(isGrouping, 'must be pipeline, month, batch, label, or label: with a key, such as label:project')
  .optional();

const SumsQuery = z.strictObject({
  label: several(LabelFilter)
    .optional()
    .meta({ description: 'Only jobs with this label, such as `run=2026-48`; several: all of them' }),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, such as 2026-11')
    .optional()
    .meta({ description: 'Only tasks that ended in this month (UTC)' }),
  pipeline: text(200).min(1).optional(),
  batch: z.uuid().toLowerCase().optional().meta({ description: 'Id of a batch' }),
  by: Grouping.meta({
    description:
      'Groups: `pipeline`, `month`, `batch`, `label` (each label) or the values of one label, such as `label:project`',
  }),
  min_seq: MinSeq,
});
export type SumsQuery = z.infer<typeof SumsQuery>;

const too_many_jobs = {
  status: 422,
  detail: 'More than 10000 jobs match. Choose a month, a label or a pipeline.',
} as const satisfies ProblemExample;

export const resourceRoutes = {
  show: route({
    method: 'GET',
    path: '/api/jobs/{id}/resources',
    id: 'JobResources_show',
    summary: 'CPUs, memory and time that the tasks of a job requested and used, by step',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: ResourcesQuery,
    answer: json('JobResources', JobResources, resourcesExample),
    problems: { ...everyQuery, unknown_job },
  }),
  csv: route({
    method: 'GET',
    path: '/api/jobs/{id}/resources.csv',
    id: 'JobResources_csv',
    summary: 'CPUs, memory and time that the tasks of a job requested and used, as CSV with a row for each step',
    tag: 'Queries',
    right: READING,
    params: z.object({ id: JobId }),
    query: ResourcesQuery,
    answer: {
      statuses: { 200: 'The table' },
      content: {
        'text/csv': { schema: { type: 'string' }, example: 'process,step,tasks\r\nWES:ALIGN,Alignment,12\r\n' },
      },
    },
    problems: { ...everyQuery, unknown_job },
  }),
  latest: route({
    method: 'GET',
    path: '/api/pipelines/{name}/resources',
    id: 'PipelineResources_show',
    summary:
      'CPUs, memory and time that the tasks of the latest completed jobs of a pipeline requested and used, by step',
    tag: 'Queries',
    right: READING,
    params: z.object({ name: text(200).min(1) }),
    query: LatestQuery,
    answer: json('PipelineResources', PipelineResources, pipelineResourcesExample),
    problems: everyQuery,
  }),
  sums: route({
    method: 'GET',
    path: '/api/resources',
    id: 'ResourceSums_show',
    summary:
      'CPU hours, memory hours, waiting times, cost and energy of the tasks of jobs, in total and by pipeline, month, batch or label',
    tag: 'Queries',
    right: READING,
    query: SumsQuery,
    answer: json('ResourceSums', ResourceSums, resourceSumsExample),
    problems: { ...everyQuery, too_many_jobs },
  }),
  sumsCsv: route({
    method: 'GET',
    path: '/api/resources.csv',
    id: 'ResourceSums_csv',
    summary: 'The same sums as CSV with a row for each job or, with `by`, for each group',
    tag: 'Queries',
    right: READING,
    query: SumsQuery,
    answer: {
      statuses: { 200: 'The table' },
      content: { 'text/csv': { schema: { type: 'string' }, example: 'job_id,sample_name,pipeline,tasks\r\n' } },
    },
    problems: { ...everyQuery, too_many_jobs },
  }),
};
