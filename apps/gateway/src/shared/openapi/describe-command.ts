import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandDescriptor, ProblemExample } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS, type Answer } from './describe.ts';
import type { ProblemName } from './problems.ts';
import { referenceTo } from './schemas.ts';

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

interface AnswersOfCommand {
  /** Name of the operation in generated clients. */
  readonly operationId: string;
  readonly accepted: Answer;
  /** Problems of this command beside those of every command. */
  readonly problems: readonly ProblemName[];
  readonly refusals?: Readonly<Record<string, ProblemExample>>;
}

/** Documents a command of the catalogue: its body, what it answers when accepted, and every problem. */
export function DescribeCommand(
  { body, summary }: CommandDescriptor,
  { operationId, accepted, problems, refusals }: AnswersOfCommand,
): MethodDecorator {
  return applyDecorators(
    ApiTags('Commands'),
    ApiOperation({ operationId, summary }),
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
      content: jsonOf(accepted),
    }),
    ...problemAnswers([...PROBLEMS.ofEveryRoute, ...OF_EVERY_COMMAND, ...problems], refusals),
  );
}
