import { Controller, Inject, Req } from '@nestjs/common';
import { CommandBody } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { pageOfList, refusalDetails, sampleNames, type ReadModel } from '@reprise/read-model';
import type { Request } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { approvalRoutes, type ApprovalPage, type ApprovalView } from '../contract/index.ts';
import { Approvals } from './records/approvals.ts';
import { approvedCommandId } from './approved-command.ts';
import { Decisions, type Verdict } from './decisions.ts';
import type { ApprovalRecord } from './records/fold-approvals.ts';
import { denialToDecide } from './may-decide.ts';

type SignedIn = Request & { principal: Principal };

/** Commands that await approval; see decision 49. */
@Controller()
export class ApprovalsController {
  constructor(
    private readonly approvals: Approvals,
    private readonly decisions: Decisions,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Serve(approvalRoutes.list)
  async list(
    { query: { status, ...query } }: Parsed<typeof approvalRoutes.list>,
    @Req() { principal }: SignedIn,
  ): Promise<ApprovalPage> {
    const all = await this.approvals.list();
    const { items, next_cursor } = pageOfList(status ? all.filter((one) => one.status === status) : all, query);
    const sent = items.filter((record) => record.status === 'approved');
    const [names, refusals] = await Promise.all([
      sampleNames(this.readModel, [...new Set(items.map(({ job_id }) => job_id))]),
      refusalDetails(
        this.readModel,
        sent.map(({ approval_id }) => approvedCommandId(approval_id)),
      ),
    ]);
    const views = items.map((record) => ({
      ...viewOf(record, names.get(record.job_id) ?? null, principal),
      refusal: refusals.get(approvedCommandId(record.approval_id)) ?? null,
    }));
    return { items: views, next_cursor };
  }

  @Serve(approvalRoutes.approve)
  approve(
    { params: { id }, body }: Parsed<typeof approvalRoutes.approve>,
    @CallerParam() caller: Caller,
    @Req() request: SignedIn,
  ): Promise<ApprovalView> {
    return this.decide(id, 'approve', body, caller, request);
  }

  @Serve(approvalRoutes.reject)
  reject(
    { params: { id }, body }: Parsed<typeof approvalRoutes.reject>,
    @CallerParam() caller: Caller,
    @Req() request: SignedIn,
  ): Promise<ApprovalView> {
    return this.decide(id, 'reject', body, caller, request);
  }

  @Serve(approvalRoutes.withdraw)
  withdraw(
    { params: { id }, body }: Parsed<typeof approvalRoutes.withdraw>,
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
  return { ...view, sample_name, refusal: null, denied: denialToDecide(record, by) };
}
