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
} from '../shared/openapi/describe.ts';
import type { ProblemName } from '../shared/openapi/problems.ts';
import { referenceTo } from '../shared/openapi/schemas.ts';

interface AccessDescription extends Description {
  readonly tag: 'Sign-in' | 'Account' | 'Users' | 'Tokens';
  readonly status?: 200 | 201 | 204;
  readonly body?: Body;
  readonly answer?: Answer;
  /** Whether it is asked before signing in. */
  readonly forEverybody?: boolean;
}

const MEANING = { 200: 'Done', 201: 'Made', 204: 'Done' } as const;

/** Documents a route of sign-in, accounts, users or tokens: it takes effect before it is answered. */
export function DescribeAccess(description: AccessDescription): MethodDecorator {
  const { tag, operationId, summary, status = 200, body, answer, problems = [], forEverybody = false } = description;
  const ofBody: readonly ProblemName[] = body ? ['malformed', 'too_large', 'not_json', 'wrong_access_body'] : [];
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ operationId, summary, ...(forEverybody && { security: [] }) }),
    ...(body
      ? [ApiBody({ schema: referenceTo(body.schema), required: true, examples: examplesOf(body.examples) })]
      : []),
    ApiResponse({ status, description: MEANING[status], ...(answer && { content: jsonOf(answer) }) }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...PROBLEMS.ofEveryQuery,
      'accounts_away',
      'other_site',
      ...ofBody,
      ...problems,
    ]),
  );
}
