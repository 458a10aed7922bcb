import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Problem } from '@reprise/contracts';
import { answers, bodies, type AnswerName, type BodyName } from './examples.ts';
import { problems, type ProblemExample, type ProblemName } from './problems.ts';
import { referenceTo } from './schemas.ts';

export const OF_EVERY_ROUTE: readonly ProblemName[] = ['signed_out', 'too_many', 'wrong_tokens', 'broken'];
const OF_EVERY_COMMAND: readonly ProblemName[] = [
  'malformed',
  'other_site',
  'too_large',
  'not_json',
  'wrong_body',
  'reason_required',
  'wrong_key',
  'other_body',
  'log_away',
  'maybe_stored',
  'job_contested',
  'another_log',
];
const OF_EVERY_QUERY: readonly ProblemName[] = ['wrong_query', 'database_away'];
/** Answers that wait for `min_seq`. */
const OF_EVERY_ANSWER: readonly ProblemName[] = [...OF_EVERY_QUERY, 'not_written', 'not_readable_yet'];

interface Description {
  readonly summary: string;
  readonly problems?: readonly ProblemName[];
}

/** Documents a command: its body, what it answers when accepted, and every problem. */
export function DescribeCommand({ summary, body, answer, problems: own = [] }: CommandDescription): MethodDecorator {
  const { schema, examples } = bodies[body];
  return applyDecorators(
    ApiTags('Commands'),
    ApiOperation({ summary }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a repeated command one command: the same key with the same body gets the same answer again.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    }),
    ApiBody({ schema: referenceTo(schema), required: body === 'submit', examples: examplesOf(examples) }),
    accepted(answer),
    ...problemAnswers([...OF_EVERY_ROUTE, ...OF_EVERY_COMMAND, ...own]),
  );
}

interface CommandDescription extends Description {
  readonly body: BodyName;
  readonly answer: AnswerName;
}

/** Documents a query that answers JSON. */
export function DescribeQuery({ summary, answer, problems: own = [] }: QueryDescription): MethodDecorator {
  const { schema, example } = answers[answer];
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ summary }),
    ApiResponse({
      status: 200,
      description: 'As it reads now',
      content: { 'application/json': { schema: referenceTo(schema), example } },
    }),
    ...problemAnswers([...OF_EVERY_ROUTE, ...OF_EVERY_ANSWER, ...own]),
  );
}

/** Documents a request that starts something here which `GET` on the same path tells of. Nothing is recorded. */
export function DescribeStart({ summary, answer, problems: own = [] }: QueryDescription): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ summary }),
    accepted(answer, 'Started, or under way already'),
    ...problemAnswers([...OF_EVERY_ROUTE, ...OF_EVERY_QUERY, 'other_site', ...own]),
  );
}

interface QueryDescription extends Description {
  readonly answer: AnswerName;
}

/** Documents a query that answers text, with what its headers say. */
export function DescribeText({ summary, headers, problems: own = [] }: TextDescription): MethodDecorator {
  const described = Object.entries(headers).map(([name, description]) => {
    return [name, { description, schema: { type: 'integer' }, example: 4096 }] as const;
  });
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ summary }),
    ApiProduces('text/plain'),
    ApiResponse({
      status: 200,
      description: 'The text from that offset on',
      headers: Object.fromEntries(described),
      content: { 'text/plain': { schema: { type: 'string' }, example: 'N E X T F L O W  ~  version 24.10.0\n' } },
    }),
    ...problemAnswers([...OF_EVERY_ROUTE, ...OF_EVERY_ANSWER, ...own]),
  );
}

interface TextDescription extends Description {
  readonly headers: Readonly<Record<string, string>>;
}

/** Documents the export of the audit trail. */
export function DescribeExport(): MethodDecorator {
  const line = 'seq,at,actor,type\r\n43,2026-03-01T09:03:00.000Z,admin,cancel_requested\r\n';
  const content = {
    'text/csv': { schema: { type: 'string' as const }, example: line },
    'application/x-ndjson': {
      schema: { type: 'string' as const },
      example: `${JSON.stringify(answers.audit.example.items[0])}\n`,
    },
  };
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ summary: 'The audit trail as a file: all that the filter lets through, oldest first' }),
    ApiProduces('text/csv', 'application/x-ndjson'),
    ApiResponse({ status: 200, description: 'Streamed', content }),
    ...problemAnswers([...OF_EVERY_ROUTE, ...OF_EVERY_QUERY]),
  );
}

/** Documents the stream of changes. */
export function DescribeStream(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      summary: 'Changes as they happen (server-sent events)',
      description:
        '`event: job` carries a job as it now reads; with `job_id`, `task` and `history` too; `ready` comes first. ' +
        'The id is the sequence: who comes back with `Last-Event-ID` gets what was missed.',
    }),
    ApiHeader({ name: 'last-event-id', required: false, schema: { type: 'string', pattern: '^\\d+$' } }),
    ApiProduces('text/event-stream'),
    ApiResponse({
      status: 200,
      description: 'A stream that goes on until one side ends it',
      content: { 'text/event-stream': { schema: { type: 'string' }, example: streamExample() } },
    }),
    ...problemAnswers([...OF_EVERY_ROUTE, ...OF_EVERY_QUERY]),
  );
}

const streamExample = () =>
  `event: ready\nid: 41\ndata: {"seq":41}\n\nevent: job\nid: 42\ndata: ${JSON.stringify(answers.job.example)}\n\n: alive\n\n`;

function accepted(
  answer: AnswerName,
  description = 'Accepted: recorded in the log, its effect follows',
): MethodDecorator {
  const { schema, example } = answers[answer];
  return ApiResponse({
    status: 202,
    description,
    content: { 'application/json': { schema: referenceTo(schema), example } },
  });
}

export function problemAnswers(names: readonly ProblemName[]): MethodDecorator[] {
  const statuses = new Set(names.map((name): number => problems[name].status));
  return [...statuses].map((status) =>
    ApiResponse({
      status,
      description: STATUS_CODES[status] ?? '',
      content: {
        'application/problem+json': {
          schema: referenceTo('Problem'),
          examples: examplesOf(
            Object.fromEntries(
              names.filter((name) => problems[name].status === status).map((name) => [name, problemOf(problems[name])]),
            ),
          ),
        },
      },
    }),
  );
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

export const examplesOf = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { summary: name.replaceAll('_', ' '), value }]),
  );
