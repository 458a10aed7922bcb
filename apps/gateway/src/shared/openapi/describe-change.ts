import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { examplesOf, OF_EVERY_ROUTE, problemAnswers } from './describe.ts';
import { answers, bodies, type AnswerName, type BodyName } from './examples.ts';
import type { ProblemName } from './problems.ts';
import { referenceTo } from './schemas.ts';

interface ChangeDescription {
  readonly summary: string;
  readonly status?: number;
  readonly body?: BodyName;
  /** None where nothing is answered (204). */
  readonly answer?: AnswerName;
  readonly problems: readonly ProblemName[];
  /** Whether an `Idempotency-Key` makes a repeated request one change. */
  readonly idempotent?: boolean;
}

const DESCRIPTIONS: Record<number, string> = { 201: 'Made', 202: 'It is sent at once', 204: 'Deleted' };

/** Documents a change of a webhook: it takes effect when it is answered, and is no event of the log. */
export function DescribeChange({ summary, status = 200, body, answer, problems, idempotent }: ChangeDescription) {
  const answered = answer && answers[answer];
  const taken = body && bodies[body];
  return applyDecorators(
    ApiTags('Webhooks'),
    ApiOperation({ summary }),
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
    ...(taken
      ? [ApiBody({ schema: referenceTo(taken.schema), required: true, examples: examplesOf(taken.examples) })]
      : []),
    ApiResponse({
      status,
      description: DESCRIPTIONS[status] ?? 'Done',
      ...(answered && {
        content: { 'application/json': { schema: referenceTo(answered.schema), example: answered.example } },
      }),
    }),
    ...problemAnswers([...OF_EVERY_ROUTE, 'other_site', 'database_away', ...(taken ? WITH_BODY : []), ...problems]),
  );
}

const WITH_BODY: readonly ProblemName[] = ['malformed', 'too_large', 'not_json', 'wrong_webhook'];
