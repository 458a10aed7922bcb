import { READING } from '../access/right.ts';
import { json } from '../http/answers.ts';
import { OneQuery } from '../http/page-query.ts';
import { everyRead } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { ProjectionView } from '../views/system.ts';
import { projectionExample } from './examples/projection.ts';

export const projectionRoutes = {
  show: route({
    method: 'GET',
    path: '/api/projection',
    id: 'ShowProjection_show',
    summary: 'How far what is read here is behind the log',
    tag: 'Queries',
    right: READING,
    query: OneQuery,
    answer: json('Projection', ProjectionView, projectionExample),
    problems: everyRead,
  }),
};
