import * as z from 'zod';
import { READING } from '../access/right.ts';
import { QueueName } from '../fields/queue-name.ts';
import { json } from '../http/answers.ts';
import { ListQuery, PageQuery } from '../http/page-query.ts';
import { everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { QueueList, WaitingPage } from '../views/queue.ts';
import { queuesExample, waitingExample } from './examples/queues.ts';
import { jobProblems } from './problems/jobs.ts';

const { wrong_cursor } = sharedProblems;
const { unknown_queue } = jobProblems;

const WaitingQuery = PageQuery.omit({ cursor: true }).extend({
  q: z.string().max(200).optional(),
  /** Position in the queue or among the matches, starting at 0. */
  from: z.coerce.number().int().min(0).default(0),
});

export const queueRoutes = {
  list: route({
    method: 'GET',
    path: '/api/queues',
    id: 'ListQueues_list',
    summary: 'The queues: pause, limit, what runs, and the line of waiting jobs with their expected waits',
    tag: 'Queries',
    right: READING,
    query: ListQuery,
    answer: json('QueuePage', QueueList, queuesExample),
    problems: { ...everyRead, wrong_cursor },
  }),
  waiting: route({
    method: 'GET',
    path: '/api/queues/{name}/waiting',
    id: 'ListWaiting_list',
    summary:
      'The line of a queue, or what matches a search in it, from a place on; the line may move between two reads',
    tag: 'Queries',
    right: READING,
    params: z.object({ name: QueueName }),
    query: WaitingQuery,
    answer: json('WaitingPage', WaitingPage, waitingExample),
    problems: { ...everyRead, unknown_queue },
  }),
};
