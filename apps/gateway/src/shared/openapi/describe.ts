import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Problem, ProblemExample } from '@reprise/contracts';
import { examplesOf } from './described-problems.ts';
import { problems, type ProblemName } from './problems.ts';
import { referenceTo, type SchemaName } from './schemas.ts';

/** An answer's body: its schema, by name, and an example. */
export interface Answer {
  readonly schema: SchemaName;
  readonly example: unknown;
}

/** A request's body: its schema, by name, and examples by theirs. */
export interface Body {
  readonly schema: SchemaName;
  readonly examples: Readonly<Record<string, unknown>>;
}

export interface Description {
  /** Name of the operation in generated clients; it outlives the names of our classes. */
  readonly operationId: string;
  readonly summary: string;
  /** Problems of this route alone. */
  readonly problems?: readonly ProblemName[];
}

interface QueryDescription extends Description {
  readonly answer: Answer;
}

const ofEveryRoute = ['signed_out', 'too_many', 'too_many_anonymous', 'wrong_tokens', 'broken'] as const;
const ofEveryQuery = ['wrong_query', 'database_away'] as const;
/** Problems that many routes share. */
export const PROBLEMS = {
  ofEveryRoute,
  ofEveryQuery,
  /** Problems of queries that wait for `min_seq`. */
  ofEveryRead: [...ofEveryQuery, 'not_written', 'not_readable_yet'],
} as const satisfies Record<string, readonly ProblemName[]>;

/** Documents a query that answers JSON. */
export function DescribeQuery({ operationId, summary, answer, problems: own = [] }: QueryDescription): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ operationId, summary }),
    ApiResponse({ status: 200, description: 'As it reads now', content: jsonOf(answer) }),
    ...problemAnswers([...ofEveryRoute, ...PROBLEMS.ofEveryRead, ...own]),
  );
}

/** Documents the sign-out of a browser. */
export function DescribeSignOut(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'SignOut_start',
      summary: "End the browser's session; its cookie is not accepted any more. A token stays valid",
    }),
    ApiResponse({ status: 204, description: 'Signed out' }),
    ...problemAnswers([...ofEveryRoute, ...ofEveryQuery, 'other_site']),
  );
}

/** Content of a JSON answer. */
export const jsonOf = ({ schema, example }: Answer) => ({
  'application/json': { schema: referenceTo(schema), example },
});

/** Documents problems, given by name or in full, under their status. */
export function problemAnswers(
  names: readonly ProblemName[],
  others: Readonly<Record<string, ProblemExample>> = {},
): MethodDecorator[] {
  const all = Object.entries({ ...Object.fromEntries(names.map((name) => [name, problems[name]])), ...others });
  const statuses = new Set(all.map(([, { status }]) => status));
  return [...statuses].map((status) => {
    const examples = all.filter(([, problem]) => problem.status === status);
    return ApiResponse({
      status,
      description: STATUS_CODES[status] ?? '',
      content: {
        'application/problem+json': {
          schema: referenceTo('Problem'),
          examples: examplesOf(Object.fromEntries(examples.map(([name, problem]) => [name, problemOf(problem)]))),
        },
      },
    });
  });
}

const problemOf = ({ status, detail, errors }: ProblemExample): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? '',
  status,
  detail,
  instance: '/api/jobs',
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  ...(errors && { errors: [...errors] }),
});

export { examplesOf };
