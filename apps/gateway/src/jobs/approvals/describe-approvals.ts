import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { commands, type ApprovalPage, type ApprovalView } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';
import type { Verdict } from './decisions.ts';

const approval: ApprovalView = {
  ...{ approval_id: '0196f0d2-11aa-7cc1-8a11-2d3e4f5a6b7c', command: 'rerun', sample_name: 'DEMO1' },
  ...{ job_id: '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90', body: { reason: 'a newer reference' } },
  ...{ reason: 'a newer reference', requested_by: 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc02' },
  ...{ requested_at: '2026-03-14T09:00:00.000Z', expires_at: '2026-03-15T09:00:00.000Z', status: 'waiting' },
  ...{ decided_by: null, decided_at: null, decision_reason: null, denied: null },
};
const page: ApprovalPage = { items: [approval], next_cursor: null };
const decided: ApprovalView = {
  ...approval,
  ...{ status: 'approved', decided_by: 'user:019b2f70-0a11-7b22-8c33-9d44aabbccdd' },
  ...{ decided_at: '2026-03-14T10:00:00.000Z', decision_reason: 'agreed with the lab' },
};

export const approvalExamples = { approvals: { schema: 'ApprovalPage', example: page } } as const;

/** Documents a decision on a command that waits for a second person. */
export const DescribeDecision = (verdict: Verdict, summary: string): MethodDecorator =>
  applyDecorators(
    ApiTags('Approvals'),
    ApiOperation({ operationId: `DecideApproval_${verdict}`, summary }),
    ApiBody({ schema: referenceTo('Command'), required: false, examples: examplesOf(commands.cancel.body.examples) }),
    ApiResponse({
      status: 200,
      description: 'Recorded; an approved command is sent',
      content: jsonOf({ schema: 'Approval', example: decided }),
    }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...(['malformed', 'other_site', 'too_large', 'not_json', 'wrong_body', 'wrong_key'] as const),
      ...(['own_approval', 'unknown_approval', 'decided_approval', 'log_away', 'another_log'] as const),
    ]),
  );
