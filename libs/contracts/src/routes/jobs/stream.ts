import * as z from 'zod';
import { READING } from '../../access/right.ts';
import { everyQuery } from '../../http/problem-examples.ts';
import { route } from '../../http/route.ts';
import { JobId } from '../../inputs.ts';
import { jobExamples } from '../examples/jobs.ts';
import { jobProblems } from '../problems/jobs.ts';

const { too_many_streams } = jobProblems;
const job = JSON.stringify(jobExamples.job);

export const streamRoutes = {
  followJobs: route({
    method: 'GET',
    path: '/api/jobs/stream',
    id: 'StreamJobs_stream',
    summary: 'Changes as they happen (server-sent events)',
    description:
      '`event: job` carries a job as it now reads; with `job_id`, `task` and `history` too; `ready` comes first. `queues` names those whose line, ' +
      'slots or settings changed. ' +
      'The id is the sequence: who comes back with `Last-Event-ID` gets what was missed.',
    tag: 'Queries',
    right: READING,
    query: z.strictObject({
      /** Restricts the stream to one job and adds its tasks and history. */
      job_id: JobId.optional(),
      /** For EventSource, which cannot send the header on its first request. */
      last_event_id: z.string().optional(),
    }),
    headers: z.object({
      'last-event-id': z.string().regex(/^\d+$/).optional(),
    }),
    answer: {
      statuses: { 200: 'A stream that stays open until one side ends it' },
      content: {
        'text/event-stream': {
          schema: { type: 'string' },
          example: `event: ready\nid: 41\ndata: {"seq":41}\n\nevent: job\nid: 42\ndata: ${job}\n\n: alive\n\n`,
        },
      },
    },
    problems: { ...everyQuery, too_many_streams },
  }),
};
