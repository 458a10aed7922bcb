import { everyQuery, EXAMPLE, json, MinSeq, READING, route, text } from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { PipelineTrends } from './trends.ts';

const TrendsQuery = z.strictObject({
  days: z.coerce
    .number<number | string>()
    .int()
    .min(1)
    .max(3660)
    .default(90)
    .meta({ description: 'Number of days up to now' }),
  min_seq: MinSeq,
});
const Params = z.object({ name: text(200).min(1) });

const job = { job_id: EXAMPLE.jobId, sample_name: 'DEMO1', completed_at: '2026-03-01T10:00:00.000Z' };
const example: PipelineTrends = {
  pipeline: 'wes',
  days: 90,
  durations: [{ ...job, duration_ms: 1_800_000, fresh: true }],
  outcomes: [
    { from: '2026-02-23', cause: null, jobs: 12 },
    { from: '2026-02-23', cause: 'error', jobs: 1 },
  ],
  metrics: [
    {
      name: 'mean_depth',
      label: 'Mean depth',
      unit: 'x',
      mean: null,
      sd: null,
      points: [{ ...job, sample: 'DEMO1', value: 84.2, rules: [] }],
    },
  ],
};

export const trendRoutes = {
  show: route({
    method: 'GET',
    path: '/api/pipelines/{name}/trends',
    id: 'PipelineTrends_show',
    summary: 'Durations, failures by cause, and quality metrics with Westgard rules of the latest jobs of a pipeline',
    tag: 'Queries',
    right: READING,
    params: Params,
    query: TrendsQuery,
    answer: json('PipelineTrends', PipelineTrends, example),
    problems: everyQuery,
  }),
  csv: route({
    method: 'GET',
    path: '/api/pipelines/{name}/trends.csv',
    id: 'PipelineTrends_csv',
    summary: 'Quality metrics of the latest jobs of a pipeline, as CSV with a row for each value',
    tag: 'Queries',
    right: READING,
    params: Params,
    query: TrendsQuery,
    answer: {
      statuses: { 200: 'The table' },
      content: {
        'text/csv': {
          schema: { type: 'string' },
          example: 'metric,label,unit,completed_at,job_id,sample,value,mean,sd,rules\r\n',
        },
      },
    },
    problems: everyQuery,
  }),
};
