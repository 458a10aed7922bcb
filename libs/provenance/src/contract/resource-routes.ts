import { everyQuery, JobId, json, MinSeq, READING, route, sharedProblems } from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { JobResources } from './resources.ts';

const { unknown_job } = sharedProblems;

const ResourcesQuery = z.strictObject({ min_seq: MinSeq });

const GB = 2 ** 30;
const spread = (min: number, lower_quartile: number, median: number, upper_quartile: number, max: number) => ({
  tasks: 12,
  min,
  lower_quartile,
  median,
  upper_quartile,
  max,
});
const same = (value: number) => spread(value, value, value, value, value);

const resourcesExample: JobResources = {
  tasks: 12,
  tasks_without_requests: 0,
  cpu_hours: { requested: 24, used: 11.5 },
  memory_gb_hours: { requested: 384, used: 51 },
  steps: [
    {
      process: 'WES:ALIGN',
      step: 'Alignment',
      tasks: 12,
      cpus: { requested: same(4), used: spread(1.6, 1.8, 1.9, 2, 2.2) },
      memory: { requested: same(64 * GB), used: spread(7.1 * GB, 8 * GB, 8.4 * GB, 8.6 * GB, 8.9 * GB) },
      time_ms: { requested: null, used: spread(1_500_000, 1_700_000, 1_800_000, 1_900_000, 2_100_000) },
      cpu_hours: { requested: 24, used: 11.5 },
      memory_gb_hours: { requested: 384, used: 51 },
      advice: {
        directives: [
          {
            directive: 'memory',
            tasks: 12,
            requested: 64 * GB,
            greatest_use: 8.9 * GB,
            margin_percent: 25,
            advised: 12 * GB,
            written: '12.GB',
            saved_hours: 312,
          },
        ],
        config: "process {\n  withName: 'WES:ALIGN' {\n    memory = 12.GB\n  }\n}",
      },
      no_advice: null,
    },
  ],
};

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
};
