import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  examplesOf,
  jsonOf,
  problemAnswers,
  PROBLEMS,
  type Answer,
  type Body,
  type Description,
} from '../../shared/openapi/describe.ts';
import type { ProblemName } from '../../shared/openapi/problems.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';

interface ChangeDescription extends Description {
  readonly status: 201 | 204;
  readonly body?: Body;
  readonly answer?: Answer;
}

/** Documents a change of the registered inputs: it takes effect before it is answered, and appends no event. */
export function DescribeInputChange(change: ChangeDescription): MethodDecorator {
  const { operationId, summary, status, body, answer, problems = [] } = change;
  const withBody: readonly ProblemName[] = body ? ['malformed', 'too_large', 'not_json', 'wrong_input_name'] : [];
  return applyDecorators(
    ApiTags('Inputs'),
    ApiOperation({ operationId, summary }),
    ...(body
      ? [ApiBody({ schema: referenceTo(body.schema), required: true, examples: examplesOf(body.examples) })]
      : []),
    ApiResponse({
      status,
      description: status === 201 ? 'Registered' : 'Removed',
      ...(answer && { content: jsonOf(answer) }),
    }),
    ...problemAnswers([...PROBLEMS.ofEveryRoute, ...PROBLEMS.ofEveryQuery, 'other_site', ...withBody, ...problems]),
  );
}
