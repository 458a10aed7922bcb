import { everyQuery, JobId, json, MinSeq, READING, route, sharedProblems } from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { JobResources } from './resources.ts';

const { unknown_job } = sharedProblems;

const ResourcesQuery = z.strictObject({ min_seq: MinSeq });

const GB = 2 ** 30;
const same = (value: number) => ({ tasks: 12, min: value, median: value, max: value });

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
      cpus: { requested: same(4), used: { tasks: 12, min: 1.6, median: 1.9, max: 2.2 } },
      memory: { requested: same(64 * GB), used: { tasks: 12, min: 7.1 * GB, median: 8.4 * GB, max: 8.9 * GB } },
      time_ms: { requested: null, used: { tasks: 12, min: 1_500_000, median: 1_800_000, max: 2_100_000 } },
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
