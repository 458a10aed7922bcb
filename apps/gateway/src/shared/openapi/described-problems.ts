import { STATUS_CODES } from 'node:http';
import { denialOf, type Problem, type Right } from '@reprise/contracts';
import type { ProblemExample, Route } from '@reprise/contracts/http';
import { routeName } from '@reprise/contracts/routes';
import { referenceTo } from './schemas.ts';

/** Describes the problems of a route by status, including those for missing rights. */
export function describedProblems(route: Route): object {
  const [, path = ''] = routeName(route).split(' ');
  const all: Record<string, Problem> = {
    ...Object.fromEntries(Object.entries(route.problems).map(([name, problem]) => [name, exampleOf(problem)])),
    ...denialsOf(route.right, path),
  };
  const statuses = new Set(Object.values(all).map(({ status }) => status));
  return Object.fromEntries([...statuses].map((status) => [status, answerOf(status, all)]));
}

const answerOf = (status: number, all: Readonly<Record<string, Problem>>) => ({
  description: STATUS_CODES[status] ?? '',
  content: {
    'application/problem+json': {
      schema: referenceTo('Problem'),
      examples: examplesOf(Object.fromEntries(Object.entries(all).filter(([, problem]) => problem.status === status))),
    },
  },
});

const exampleOf = ({ status, detail, errors }: ProblemExample): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? '',
  status,
  detail,
  instance: '/api/jobs',
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  ...(errors && { errors: [...errors] }),
});

/** Problems for roles that are not sufficient, and for tokens if they are not permitted. */
function denialsOf(right: Right, instance: string): Record<string, Problem> {
  const denials = { role_needed: denialOf(right, 'viewer'), not_by_token: denialOf(right, 'admin', 'token') };
  return Object.fromEntries(
    Object.entries(denials).flatMap(([name, detail]) =>
      detail === null ? [] : [[name, { ...exampleOf({ status: 403, detail }), instance, correlation_id: 'c-1' }]],
    ),
  );
}

export const examplesOf = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { summary: name.replaceAll('_', ' '), value }]),
  );
