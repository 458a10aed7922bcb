import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { commands } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS, type Answer, type Body, type Description } from './describe.ts';
import type { ProblemName } from './problems.ts';
import { referenceTo } from './schemas.ts';

interface RecordBody extends Body {
  readonly isOptional?: boolean;
}

/** Body that holds a reason, or is missing. */
export const reasonBody: RecordBody = {
  ...{ schema: 'Command', examples: commands.cancel.body.examples },
  isOptional: true,
};

interface ChangeDescription extends Description {
  readonly tag: 'Inputs' | 'Uploads';
  readonly status: 201 | 204;
  readonly body?: RecordBody;
  readonly answer?: Answer;
}

/** Documents a change of records beside the log: its event is stored with it, and then appended. */
export function DescribeRecordChange(change: ChangeDescription): MethodDecorator {
  const { tag, operationId, summary, status, body, answer, problems = [] } = change;
  const ofBody: readonly ProblemName[] = body ? ['malformed', 'too_large', 'not_json'] : [];
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ operationId, summary }),
    ...(body
      ? [ApiBody({ schema: referenceTo(body.schema), required: !body.isOptional, examples: examplesOf(body.examples) })]
      : []),
    ApiResponse({
      status,
      description: status === 201 ? 'Made' : 'Deleted',
      ...(answer && { content: jsonOf(answer) }),
    }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...PROBLEMS.ofEveryQuery,
      'other_site',
      'log_away',
      'another_log',
      'wrong_key',
      ...ofBody,
      ...problems,
    ]),
  );
}
