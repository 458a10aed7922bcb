import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { userActor, type SessionView } from '@reprise/contracts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { shortId } from '@reprise/web/shared/format.ts';
import { aSession } from '@reprise/web/testing/views.ts';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalRow } from './approval-row.ts';

const [userId, otherId, tokenId] = ['ada', 'bo', 'nightly'];

@Component({ imports: [ApprovalRow], template: '<ul><li [rpApprovalRow]="approval"></li></ul>' })
class Page {
  approval = {
    approval_id: 'a1',
    command: 'rerun',
    job_id: 'j1',
    sample_name: 'NA12878',
    reason: null,
    body: {},
    status: 'waiting',
    denied: 'You cannot approve or reject your own request. Ask someone else.',
    requested_by: '',
    requested_at: '2026-03-14T09:00:00.000Z',
    expires_at: '2026-03-15T09:00:00.000Z',
    decided_by: null,
    decided_at: null,
    decision_reason: null,
    refusal: null,
  } as unknown as ApprovalView;
}

describe('a request for approval in the list', () => {
  it('is distinguished by the job id from one for another job with the same name', async () => {
    const session = signal<SessionView | null>(aSession());
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: CurrentUser, useValue: { session, account: signal('') } }],
    });
    const fixture = TestBed.createComponent(Page);
    const job_id = '01a20e7b-2448-73d3-8fca-86871fdbe92b';
    fixture.componentInstance.approval = { ...fixture.componentInstance.approval, job_id };
    await fixture.whenStable();
    const row = fixture.nativeElement as HTMLElement;
    expect(row.textContent).toContain(`Rerun NA12878 ${shortId(job_id)}`);
    expect(row.querySelector('button.red')!.getAttribute('aria-label')).toContain(shortId(job_id));
  });

  it.each([
    [userActor({ userId }), true],
    [userActor({ userId, tokenId }), true],
    [userActor({ userId: otherId }), false],
    ['admin', false],
  ])('can be withdrawn by its creator, also with an API token: %s, %s', async (requested_by, isMine) => {
    const session = signal<SessionView | null>(aSession({ actor: userActor({ userId }) }));
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: CurrentUser, useValue: { session, account: signal('') } }],
    });
    const fixture = TestBed.createComponent(Page);
    fixture.componentInstance.approval = { ...fixture.componentInstance.approval, requested_by };
    await fixture.whenStable();
    const labels = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')].map((button) =>
      button.textContent.trim(),
    );
    expect(labels).toEqual(isMine ? ['Withdraw', 'Reject', 'Approve'] : ['Reject', 'Approve']);
  });
});
