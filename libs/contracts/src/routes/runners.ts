import { READING } from '../access/right.ts';
import { json } from '../http/answers.ts';
import { ListQuery } from '../http/page-query.ts';
import { everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { page, RunnerView } from '../views/details.ts';
import { runnersExample } from './examples/runners.ts';

const { wrong_cursor } = sharedProblems;

export const runnerRoutes = {
  list: route({
    method: 'GET',
    path: '/api/runners',
    id: 'ListRunners_list',
    summary: 'The runners: whether they live, what they have, and whether they take jobs',
    tag: 'Queries',
    right: READING,
    query: ListQuery,
    answer: json('RunnerPage', page(RunnerView), runnersExample),
    problems: { ...everyRead, wrong_cursor },
  }),
};
