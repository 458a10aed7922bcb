import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApprovalStatus, CommandBody, type ApprovalPage, type ApprovalView } from '@reprise/contracts';
import { pageOfList, sampleNames, type ReadModel } from '@reprise/read-model';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Principal } from '../../shared/principal.ts';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { JobId } from '../../shared/http/job-id.ts';
import { ListQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { Approvals } from './approvals.ts';
import { Decisions, type Verdict } from './decisions.ts';
import { approvalExamples, DescribeDecision } from './describe-approvals.ts';
import type { ApprovalRecord } from './fold-approvals.ts';
import { denialToDecide } from './may-decide.ts';

const ApprovalQuery = ListQuery.extend({ status: ApprovalStatus.optional() });
type SignedIn = Request & { principal: Principal };

/** Commands that wait for a second person: decision 49. */
@Controller('approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: Approvals,
    private readonly decisions: Decisions,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ListApprovals_list',
    summary: 'Commands that wait for a second person, and those that were decided on, newest first',
    answer: approvalExamples.approvals,
    problems: ['wrong_cursor'],
  })
  async list(
    @Query({ schema: ApprovalQuery }) { status, ...query }: z.infer<typeof ApprovalQuery>,
    @Req() { principal }: SignedIn,
  ): Promise<ApprovalPage> {
    const all = await this.approvals.list();
    const { items, next_cursor } = pageOfList(status ? all.filter((one) => one.status === status) : all, query);
    const names = await sampleNames(this.readModel, [...new Set(items.map(({ job_id }) => job_id))]);
    return { items: items.map((record) => viewOf(record, names.get(record.job_id) ?? null, principal)), next_cursor };
  }

  @Post(':id/approve')
  @HttpCode(200)
  @DescribeDecision('approve', 'Approve a command of another person; it is sent at once')
  approve(
    @Param('id', { schema: JobId }) id: string,
    @Body({ schema: CommandBody }) body: CommandBody,
    @CallerParam() caller: Caller,
    @Req() request: SignedIn,
  ): Promise<ApprovalView> {
    return this.decide(id, 'approve', body, caller, request);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @DescribeDecision('reject', 'Reject a command of another person; nothing is sent')
  reject(
    @Param('id', { schema: JobId }) id: string,
    @Body({ schema: CommandBody }) body: CommandBody,
    @CallerParam() caller: Caller,
    @Req() request: SignedIn,
  ): Promise<ApprovalView> {
    return this.decide(id, 'reject', body, caller, request);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @DescribeDecision('withdraw', 'Withdraw a command of your own that waits for approval')
  withdraw(
    @Param('id', { schema: JobId }) id: string,
    @Body({ schema: CommandBody }) body: CommandBody,
    @CallerParam() caller: Caller,
    @Req() request: SignedIn,
  ): Promise<ApprovalView> {
    return this.decide(id, 'withdraw', body, caller, request);
  }

  private async decide(id: string, verdict: Verdict, body: CommandBody, caller: Caller, { principal }: SignedIn) {
    const decision = { by: principal, caller, reason: body.reason || null };
    const record = await this.decisions.decide(id, verdict, decision);
    const names = await sampleNames(this.readModel, [record.job_id]).catch(() => new Map<string, string>());
    return viewOf(record, names.get(record.job_id) ?? null, principal);
  }
}

function viewOf(record: ApprovalRecord, sample_name: string | null, by: Principal): ApprovalView {
  const { request: _, decision_id: __, ...view } = record;
  return { ...view, sample_name, denied: denialToDecide(record, by) };
}
