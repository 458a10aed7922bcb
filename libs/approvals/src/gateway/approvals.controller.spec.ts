import type { Request } from 'express';
import type { ReadModel } from '@reprise/read-model';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { ApprovalLog } from './approval-log.fixture.ts';
import { ApprovalsController } from './approvals.controller.ts';

describe('the answer to a decision', () => {
  it('omits the sample name while the database is away, since the decision is recorded', async () => {
    const lab = new ApprovalLog();
    const { ids } = await lab.ask(lab.ana);
    const away = {} as ReadModel;
    const controller = new ApprovalsController(lab.approvals, lab.decisions, away);
    const caller = { ...lab.bo, correlation_id: 'c', traceparent: 't' };
    const input = { params: { id: ids.id }, query: undefined, body: {} };
    const request = { principal: lab.bo } as Request & { principal: Principal };
    expect(await controller.approve(input, caller, request)).toMatchObject({
      approval_id: ids.id,
      status: 'approved',
      sample_name: null,
    });
  });
});
