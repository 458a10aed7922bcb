import { everyQuery, json, MinSeq, route, type Right } from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { Operations, OperationsSpan } from './operations.ts';

const right: Right = { role: 'operator', does: 'Reading the operations' };

const Query = z.strictObject({
  span: OperationsSpan.default('week').meta({ description: 'Span up to now' }),
  min_seq: MinSeq,
});

const from = '2026-03-02T00:00:00.000Z';
const example: Operations = {
  span: 'week',
  step: 'day',
  parts: [from],
  ended: [
    { from, status: 'succeeded', cause: null, runner_id: 'runner-a', attempts: 41 },
    { from, status: 'failed', cause: 'error', runner_id: 'runner-a', attempts: 2 },
  ],
  waits: [{ from, attempts: 44, mean_ms: 95_000, longest_ms: 1_260_000, over_10_min: 3, over_1_h: 0 }],
  runners: [
    {
      runner_id: 'runner-a',
      host: 'node-3',
      points: [{ from, slots: 4, slots_taken: 2.5, disk_bytes: 2_000_000_000_000, disk_free_bytes: 700_000_000_000 }],
    },
  ],
};

export const operationsRoutes = {
  show: route({
    method: 'GET',
    path: '/api/operations',
    id: 'Operations_show',
    summary: 'Attempts that ended, waits in the queues, slots and disks of the last day, week, month or year',
    tag: 'Queries',
    right,
    query: Query,
    answer: json('Operations', Operations, example),
    problems: everyQuery,
  }),
  csv: route({
    method: 'GET',
    path: '/api/operations.csv',
    id: 'Operations_csv',
    summary: 'The same figures as CSV, with a row for each',
    tag: 'Queries',
    right,
    query: Query,
    answer: {
      statuses: { 200: 'The table' },
      content: {
        'text/csv': { schema: { type: 'string' }, example: 'from,figure,status,cause,runner_id,value\r\n' },
      },
    },
    problems: everyQuery,
  }),
};
