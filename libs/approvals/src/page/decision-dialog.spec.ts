import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { NEVER, Subject } from 'rxjs';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalsApi } from './approvals-api.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { Live, type LiveEvent } from '@reprise/web/core/live/live.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aSheet, inSheet, press } from '@reprise/web/testing/sheet.ts';
import { aJob } from '@reprise/web/testing/views.ts';
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
        ...inSheet(sheet, { approval, verdict: 'reject', requestedBy: 'Ada', isWaiting: signal(true) }),
        { provide: ApprovalsApi, useValue: { decide } },
        { provide: Api, useValue: { job: () => new Promise(() => undefined) } },
        { provide: Live, useValue: { events: NEVER } },
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

  it('names missing inputs of the rerun that it approves, with its changed parameters', async () => {
    const missingAt = (path: string) =>
      Promise.resolve({ missing_inputs: [{ field: 'params.input_dir', path }] } as never);
    const api = {
      commandPreview: jest.fn<Api['commandPreview']>(() => missingAt('/uploads/PAT-1')),
      preview: jest.fn<Api['preview']>(() => missingAt('/uploads/PAT-2')),
    };
    const textOf = async (approval: object) => {
      TestBed.resetTestingModule();
      const data = {
        approval: { ...approval, approval_id: 'a1', job_id: 'j1' },
        verdict: 'approve',
        requestedBy: 'Ada',
        isWaiting: signal(true),
      };
      TestBed.configureTestingModule({
        providers: [
          ...inSheet(aSheet(), data),
          { provide: ApprovalsApi, useValue: {} },
          { provide: Api, useValue: { ...api, job: () => new Promise(() => undefined) } },
          { provide: Live, useValue: { events: NEVER } },
        ],
      });
      const dialog = TestBed.createComponent(DecisionDialog);
      await dialog.whenStable();
      return (dialog.nativeElement as HTMLElement).textContent;
    };
    expect(await textOf({ command: 'rerun', body: {} })).toMatch(
      /Not there any more:\s+input_dir \/uploads\/PAT-1\. A rerun without it is refused unless the results are kept\./,
    );
    const changed = { keep_results: true, params: { input_dir: '/uploads/PAT-2' } };
    expect(await textOf({ command: 'rerun', body: changed })).toMatch(
      /input_dir \/uploads\/PAT-2\. The rerun may fail without it\./,
    );
    expect(api.preview).toHaveBeenCalledWith('j1', { params: changed.params });
    expect(await textOf({ command: 'clean', body: {} })).not.toContain('Not there any more');
    expect([api.commandPreview, api.preview].map((read) => read.mock.calls.length)).toEqual([1, 1]);
  });

  it('says that the job changed meanwhile, so that it would refuse the command', async () => {
    const approval = { approval_id: 'a1', command: 'clean', job_id: 'j1', sample_name: 'S', reason: null, body: {} };
    const events = new Subject<LiveEvent>();
    const job = aJob({ job_id: 'j1', status: 'failed', allowed_actions: ['clean'] });
    const opened = async (verdict: string) => {
      TestBed.resetTestingModule();
      TestBed.configureTestingModule({
        providers: [
          ...inSheet(aSheet(), { approval, verdict, requestedBy: 'Ada', isWaiting: signal(true) }),
          { provide: ApprovalsApi, useValue: {} },
          { provide: Api, useValue: { job: () => Promise.resolve(job) } },
          { provide: Live, useValue: { events } },
        ],
      });
      const dialog = TestBed.createComponent(DecisionDialog);
      await dialog.whenStable();
      return dialog;
    };
    const textOf = ({ nativeElement }: { nativeElement: unknown }) =>
      (nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ');
    const dialog = await opened('approve');
    expect(textOf(dialog)).toContain('It is sent at once, in the name of Ada.');
    events.next({ kind: 'job', job: { ...job, status: 'running', allowed_actions: [], last_seq: job.last_seq + 1 } });
    await dialog.whenStable();
    expect(textOf(dialog)).toContain('S changed meanwhile: it is running now, so the job would refuse this command.');
    expect(textOf(dialog)).not.toContain('It is sent at once');
    expect(textOf(await opened('reject'))).not.toContain('changed meanwhile');
  });

  it('closes when another person has decided, but not while its own decision is sent', async () => {
    const approval = { approval_id: 'a1', command: 'cancel', job_id: 'j1', sample_name: 'S', reason: null, body: {} };
    const decide = () => new Promise<ApprovalView>(() => undefined);
    const opened = async () => {
      TestBed.resetTestingModule();
      const [sheet, isWaiting] = [aSheet(), signal(true)];
      TestBed.configureTestingModule({
        providers: [
          ...inSheet(sheet, { approval, verdict: 'reject', requestedBy: 'Ada', isWaiting }),
          { provide: ApprovalsApi, useValue: { decide } },
          { provide: Api, useValue: { job: () => new Promise(() => undefined) } },
          { provide: Live, useValue: { events: NEVER } },
        ],
      });
      const dialog = TestBed.createComponent(DecisionDialog);
      await dialog.whenStable();
      return { sheet, isWaiting, dialog };
    };
    const first = await opened();
    expect(first.sheet.close).not.toHaveBeenCalled();
    first.isWaiting.set(false);
    await first.dialog.whenStable();
    expect(first.sheet.close).toHaveBeenCalledTimes(1);
    const second = await opened();
    await press(second.dialog, 'Reject');
    second.isWaiting.set(false);
    await settled();
    expect(second.sheet.close).not.toHaveBeenCalled();
  });
});
