import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { SheetCheck, SheetSubmitted } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import { EXAMPLE } from '../../shared/openapi/example-values.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';

const text = 'sample,input_dir\nDEMO1,/data/exomes/DEMO1\nDEMO9,/data/exomes/DEMO9\n';
const params = { reference: EXAMPLE.params.reference };

const checked: SheetCheck = {
  mode: 'jobs',
  modes: ['jobs'],
  sheet_param: null,
  columns: ['sample', 'input_dir'],
  rows: [
    ['DEMO1', '/data/exomes/DEMO1'],
    ['DEMO9', '/data/exomes/DEMO9'],
  ],
  errors: [{ row: 2, column: 'input_dir', message: 'does not exist: /data/exomes/DEMO9' }],
  warnings: [],
};

const submitted: SheetSubmitted = {
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  results: [
    { row: 1, sample_name: 'DEMO1', job_id: EXAMPLE.jobId, seq: 43, problem: null },
    {
      ...{ row: 2, sample_name: 'DEMO2', job_id: null, seq: null },
      problem: { status: 503, detail: 'The event log does not answer now, and nothing was changed. Try again soon.' },
    },
  ],
};

const OF_BOTH = [
  ...PROBLEMS.ofEveryRoute,
  ...(['malformed', 'other_site', 'too_large', 'not_json', 'wrong_body'] as const),
  ...(['unknown_pipeline', 'wrong_launch', 'params_too_large'] as const),
];

export function DescribeSheetCheck(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'CheckSheet_check',
      summary: 'Read a samplesheet and check each row before submitting; records nothing',
    }),
    ApiBody({
      schema: referenceTo('SheetCheckBody'),
      required: true,
      examples: examplesOf({ text: { pipeline: 'wes', text, params } }),
    }),
    ApiResponse({
      status: 200,
      description: 'As it is now',
      content: jsonOf({ schema: 'SheetCheck', example: checked }),
    }),
    ...problemAnswers(OF_BOTH),
  );
}

export function DescribeSheetSubmit(): MethodDecorator {
  return applyDecorators(
    ApiTags('Commands'),
    ApiOperation({
      operationId: 'SubmitSheet_submit',
      summary: 'Submit a job for each row of a samplesheet; none, where a row has an error',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Counts for each row: one that was accepted before with the same key gets the same answer again.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    }),
    ApiBody({
      schema: referenceTo('SheetBody'),
      required: true,
      examples: examplesOf({ text: { pipeline: 'wes', text, params, reason: 'Run 7' } }),
    }),
    ApiResponse({
      status: 202,
      description: 'The outcome of each row: its job, or the problem',
      content: jsonOf({ schema: 'SheetSubmitted', example: submitted }),
    }),
    ...problemAnswers([
      ...OF_BOTH,
      'wrong_row',
      'reason_required',
      'wrong_key',
      'log_away',
      'maybe_stored',
      'job_contested',
      'another_log',
    ]),
  );
}
