import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalsApi } from './approvals-api.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aSheet, inSheet, press } from '@reprise/web/testing/sheet.ts';
import { DecisionDialog } from './decision-dialog.ts';

describe('the dialog of a decision', () => {
  it('stays open until the decision is recorded', async () => {
    const approval = {
      approval_id: 'a1',
      command: 'cancel',
      job_id: 'j1',
      sample_name: 'NA12878',
      reason: null,
      body: {},
    };
    let decided: (approval: ApprovalView) => void = () => undefined;
    const decide = jest.fn<ApprovalsApi['decide']>().mockReturnValue(new Promise((resolve) => (decided = resolve)));
    const sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, { approval, verdict: 'reject', requestedBy: 'Ada' }),
        { provide: ApprovalsApi, useValue: { decide } },
      ],
    });
    const dialog = TestBed.createComponent(DecisionDialog);
    await dialog.whenStable();
    await press(dialog, 'Reject');
    await press(dialog, 'Not now');
    expect([sheet.disableClose, sheet.close.mock.calls]).toEqual([true, []]);
    const answer = { ...approval, status: 'rejected' } as unknown as ApprovalView;
    decided(answer);
    await settled();
    expect(sheet.close.mock.calls).toEqual([[answer]]);
  });
});
