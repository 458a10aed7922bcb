import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS, type Answer, type Body, type Description } from './describe.ts';
import type { ProblemName } from './problems.ts';
import { referenceTo } from './schemas.ts';

interface ChangeDescription extends Description {
  readonly tag: 'Inputs' | 'Uploads';
  readonly status: 201 | 204;
  readonly body?: Body;
  readonly answer?: Answer;
}

/** Documents a change of records beside the log: it takes effect before it is answered, and appends no event. */
export function DescribeRecordChange(change: ChangeDescription): MethodDecorator {
  const { tag, operationId, summary, status, body, answer, problems = [] } = change;
  const ofBody: readonly ProblemName[] = body ? ['malformed', 'too_large', 'not_json'] : [];
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ operationId, summary }),
    ...(body
      ? [ApiBody({ schema: referenceTo(body.schema), required: true, examples: examplesOf(body.examples) })]
      : []),
    ApiResponse({
      status,
      description: status === 201 ? 'Made' : 'Deleted',
      ...(answer && { content: jsonOf(answer) }),
    }),
    ...problemAnswers([...PROBLEMS.ofEveryRoute, ...PROBLEMS.ofEveryQuery, 'other_site', ...ofBody, ...problems]),
  );
}
