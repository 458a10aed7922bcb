import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  examplesOf,
  jsonOf,
  problemAnswers,
  PROBLEMS,
  type Answer,
  type Body,
  type Description,
} from '../shared/openapi/describe.ts';
import type { ProblemName } from '../shared/openapi/problems.ts';
import { referenceTo } from '../shared/openapi/schemas.ts';

interface ChangeDescription extends Description {
  readonly status?: number;
  readonly body?: Body;
  /** None for 204. */
  readonly answer?: Answer;
  /** Whether an `Idempotency-Key` makes a repeated request one change. */
  readonly idempotent?: boolean;
}

const DESCRIPTIONS: Record<number, string> = { 201: 'Made', 202: 'It is sent at once', 204: 'Deleted' };

/** Documents a change of a webhook: it takes effect before it is answered, and appends no event. */
export function DescribeChange(change: ChangeDescription): MethodDecorator {
  const { operationId, summary, status = 200, body, answer, problems = [], idempotent } = change;
  return applyDecorators(
    ApiTags('Webhooks'),
    ApiOperation({ operationId, summary }),
    ...(idempotent
      ? [
          ApiHeader({
            name: 'Idempotency-Key',
            required: false,
            description: 'The same key with the same body within ten minutes gets the same answer again.',
            schema: { type: 'string', minLength: 1, maxLength: 200 },
          }),
        ]
      : []),
    ...(body
      ? [ApiBody({ schema: referenceTo(body.schema), required: true, examples: examplesOf(body.examples) })]
      : []),
    ApiResponse({
      status,
      description: DESCRIPTIONS[status] ?? 'Done',
      ...(answer && { content: jsonOf(answer) }),
    }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      'other_site',
      'database_away',
      ...(body ? WITH_BODY : []),
      ...problems,
    ]),
  );
}

const WITH_BODY: readonly ProblemName[] = ['malformed', 'too_large', 'not_json', 'wrong_webhook'];
