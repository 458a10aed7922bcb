import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { BulkResult, BulkView } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS, type Answer } from '../../shared/openapi/describe.ts';
import { EXAMPLE, examplePage } from '../../shared/openapi/example-values.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';

const bulk: BulkView = {
  bulk_id: '0196f0d1-55ee-7ff4-8d44-5f6a7b8c9d0e',
  command: 'cancel',
  reason: 'wrong reference',
  actor: 'admin',
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  started_at: '2026-03-01T09:00:00.000Z',
  finished_at: null,
  total: 240,
  accepted: 112,
  waiting: 0,
  refused: 2,
  failed: 0,
};
const result: BulkResult = {
  job_id: EXAMPLE.jobId,
  sample_name: 'DEMO1',
  outcome: 'refused',
  status: 400,
  detail: 'Cannot cancel job with status: completed',
  seq: null,
};

export const bulkExamples = {
  bulk: { schema: 'Bulk', example: bulk },
  results: { schema: 'BulkResultPage', example: examplePage(result) },
} as const satisfies Record<string, Answer>;

export function DescribeBulk(): MethodDecorator {
  return applyDecorators(
    ApiTags('Commands'),
    ApiOperation({ operationId: 'SendBulk_start', summary: 'Send one command to many jobs' }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key with the same body is the same command to each job, and answers with the same id.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    }),
    ApiBody({
      schema: referenceTo('BulkBody'),
      required: true,
      examples: examplesOf({
        chosen: { command: 'cancel', job_ids: [EXAMPLE.jobId], body: { reason: 'wrong reference' } },
        all_that_match: {
          command: 'rerun',
          job_ids: [EXAMPLE.jobId],
          filter: { status: ['failed'], pipeline: 'wes' },
          body: { reason: 'new reference', keep_results: true },
        },
      }),
    }),
    ApiResponse({
      status: 202,
      description: 'Started: `GET /api/jobs/bulk/{id}` shows its progress',
      content: jsonOf(bulkExamples.bulk),
    }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...(['malformed', 'other_site', 'too_large', 'not_json', 'wrong_body', 'reason_required', 'wrong_key'] as const),
      ...(['other_body', 'too_many_bulks'] as const),
      ...(['database_away', 'log_away', 'maybe_stored', 'job_contested', 'another_log'] as const),
    ]),
  );
}
