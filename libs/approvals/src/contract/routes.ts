import {
  cancel,
  CommandBody,
  everyBody,
  everyRead,
  everyRoute,
  JobId,
  json,
  ListQuery,
  READING,
  route,
  sharedProblems,
} from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { ApprovalPage, ApprovalStatus, ApprovalView } from './approval.ts';
import { approvalExamples } from './examples.ts';
import { approvalProblems } from './problems.ts';

const { another_log, log_away, other_site, wrong_body, wrong_cursor, wrong_key } = sharedProblems;
const { decided_approval, own_approval, unknown_approval } = approvalProblems;

const ApprovalQuery = ListQuery.extend({ status: ApprovalStatus.optional() });

/** Shared parts of the routes that decide on a request. */
const decision = {
  method: 'POST',
  tag: 'Approvals',
  params: z.object({ id: JobId }),
  body: { name: 'Command', schema: CommandBody, isOptional: true, examples: cancel.body.examples },
  answer: json('Approval', ApprovalView, approvalExamples.decided, {
    description: 'Recorded; an approved command is sent',
  }),
  problems: {
    ...everyRoute,
    ...everyBody,
    other_site,
    own_approval,
    unknown_approval,
    decided_approval,
    wrong_body,
    wrong_key,
    log_away,
    another_log,
  },
} as const;

export const approvalRoutes = {
  list: route({
    method: 'GET',
    path: '/api/approvals',
    id: 'ListApprovals_list',
    summary: 'Commands that wait for a second person, and those that were decided on, newest first',
    tag: 'Queries',
    right: READING,
    query: ApprovalQuery,
    answer: json('ApprovalPage', ApprovalPage, approvalExamples.approvals),
    problems: { ...everyRead, wrong_cursor },
  }),
  approve: route({
    ...decision,
    path: '/api/approvals/{id}/approve',
    id: 'DecideApproval_approve',
    summary: 'Approve a command of another person; it is sent at once',
    right: { role: 'operator', does: 'Approving a command' },
  }),
  reject: route({
    ...decision,
    path: '/api/approvals/{id}/reject',
    id: 'DecideApproval_reject',
    summary: 'Reject a command of another person; nothing is sent',
    right: { role: 'operator', does: 'Rejecting a command' },
  }),
  withdraw: route({
    ...decision,
    path: '/api/approvals/{id}/withdraw',
    id: 'DecideApproval_withdraw',
    summary: 'Withdraw a command of your own that waits for approval',
    right: { role: 'operator', does: 'Withdrawing a command' },
  }),
};
