import { PeopleView } from '../access/people.ts';
import { READING } from '../access/right.ts';
import { json } from '../http/answers.ts';
import { OneQuery } from '../http/page-query.ts';
import { everyQuery, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { peopleExample } from './examples/people.ts';

const { accounts_away, other_site } = sharedProblems;

export const peopleRoutes = {
  list: route({
    method: 'GET',
    path: '/api/people',
    id: 'People_list',
    summary: 'Names of the people, tokens and runners that events name by id',
    tag: 'Users',
    right: READING,
    query: OneQuery,
    answer: json('People', PeopleView, peopleExample, { description: 'Done' }),
    problems: { ...everyQuery, accounts_away, other_site },
  }),
};
