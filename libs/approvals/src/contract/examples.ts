import type { ApprovalPage, ApprovalView } from './approval.ts';

const approval: ApprovalView = {
  approval_id: '0196f0d2-11aa-7cc1-8a11-2d3e4f5a6b7c',
  command: 'rerun',
  sample_name: 'DEMO1',
  job_id: '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90',
  body: { reason: 'a newer reference' },
  reason: 'a newer reference',
  requested_by: 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc02',
  requested_at: '2026-03-14T09:00:00.000Z',
  expires_at: '2026-03-15T09:00:00.000Z',
  status: 'waiting',
  decided_by: null,
  decided_at: null,
  decision_reason: null,
  refusal: null,
  denied: null,
};
const page: ApprovalPage = { items: [approval], next_cursor: null };
const decided: ApprovalView = {
  ...approval,
  status: 'approved',
  decided_by: 'user:019b2f70-0a11-7b22-8c33-9d44aabbccdd',
  decided_at: '2026-03-14T10:00:00.000Z',
  decision_reason: 'agreed with the lab',
};

export const approvalExamples = { approvals: page, decided };
