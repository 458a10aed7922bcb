import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  commands,
  isJobCommand,
  type CommandDescriptor,
  type CommandName,
  type CommandRefusalCode,
} from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import type { ProblemExample, ProblemName } from '../../shared/openapi/problems.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';
import { acceptedExample } from '../examples.ts';
import { lookUpOf } from './look-ups.ts';
import { statusOf } from './refusal-status.ts';

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

/** Documents a command: its body, what it answers when accepted, and every problem. */
export function DescribeCommand(name: CommandName): MethodDecorator {
  const { body, message, summary }: CommandDescriptor = commands[name];
  return applyDecorators(
    ApiTags('Commands'),
    ApiOperation({ operationId: `${name[0]!.toUpperCase()}${name.slice(1)}Job_${name}`, summary }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a repeated command one command: the same key with the same body gets the same answer again.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    }),
    ApiBody({ schema: referenceTo(body.name), required: body.isRequired, examples: examplesOf(body.examples) }),
    ApiResponse({
      status: 202,
      description: 'Accepted: recorded in the log, its effect follows',
      content: jsonOf(acceptedExample(message)),
    }),
    ...problemAnswers(
      [
        ...PROBLEMS.ofEveryRoute,
        ...OF_EVERY_COMMAND,
        ...lookUpOf(name).problems,
        ...(isJobCommand(name) ? (['unknown_job'] as const) : []),
      ],
      refusalsOf(name),
    ),
  );
}

/** A submission makes its job, which can't refuse it. */
function refusalsOf(name: CommandName): Record<string, ProblemExample> {
  if (!isJobCommand(name)) return {};
  const refusals = Object.entries(commands[name].refusals).map(([code, detail]) => [
    code === 'wrong_status' ? `${name}_${code}` : code,
    { status: statusOf(code as CommandRefusalCode), detail },
  ]);
  return Object.fromEntries(refusals) as Record<string, ProblemExample>;
}
