import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalsApi } from './approvals-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { WaitingApprovals } from './waiting-approvals.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aSession, at } from '@reprise/web/testing/views.ts';
import { ApprovalsPage } from './approvals-page.ts';

const approval = (sample_name: string, status: ApprovalView['status']) =>
  ({
    approval_id: sample_name,
    command: 'rerun',
    job_id: sample_name,
    sample_name,
    reason: null,
    body: {},
    status,
    denied: null,
    requested_by: 'ada',
    requested_at: at(0),
    expires_at: at(600),
    decided_by: null,
    decided_at: null,
    decision_reason: null,
    refusal: null,
  }) as unknown as ApprovalView;

function open(list: (query?: { status?: string }) => unknown) {
  const [openings, waiting] = [signal(0), signal<readonly ApprovalView[]>([])];
  const now = signal(Date.parse(at(0)));
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: ApprovalsApi, useValue: { list } },
      { provide: Live, useValue: { follow: () => undefined, openings } },
      { provide: WaitingApprovals, useValue: { waiting } },
      { provide: Clock, useValue: { now } },
      { provide: People, useValue: { text: () => 'Ada', name: () => ({ text: 'Ada' }) } },
      { provide: CurrentUser, useValue: { session: () => aSession(), account: () => '' } },
    ],
  });
  const fixture = TestBed.createComponent(ApprovalsPage);
  const text = async () => {
    await settled();
    await fixture.whenStable();
    return (fixture.nativeElement as HTMLElement).textContent;
  };
  return { text, openings, waiting, now };
}

describe('the page of approvals', () => {
  it('shows waiting requests, also behind any number of later ones, and no expired one as decided', async () => {
    const newest = [approval('NEW', 'expired')];
    const page = open(({ status } = {}) =>
      Promise.resolve({ items: status === 'waiting' ? [approval('OLD', 'waiting')] : newest, next_cursor: null }),
    );
    const text = await page.text();
    expect(text).toMatch(/Waiting for a second person[^]*OLD[^]*Earlier requests[^]*NEW/);
    expect(text).not.toContain('Nothing waits for approval');
    expect(text).not.toContain('Decided');
  });

  it('reads requests and decisions of others, and counts them in the side bar', async () => {
    let items = [approval('ONE', 'waiting')];
    const page = open(() => Promise.resolve({ items, next_cursor: null }));
    expect(await page.text()).toContain('ONE');
    items = [approval('ONE', 'approved'), approval('TWO', 'waiting'), approval('THREE', 'waiting')];
    page.openings.set(1);
    expect(await page.text()).toMatch(/Waiting for a second person[^]*TWO[^]*THREE[^]*Earlier requests[^]*ONE/);
    expect(page.waiting()).toHaveLength(2);
  });

  it('shows a request as expired at its end, and removes it from the count in the side bar', async () => {
    const items = [approval('ONE', 'waiting')];
    const page = open(() => Promise.resolve({ items, next_cursor: null }));
    expect(await page.text()).toMatch(/Waiting for a second person[^]*ONE/);
    page.now.set(Date.parse(at(600)));
    expect(await page.text()).toMatch(/Earlier requests[^]*ONE[^]*Expired/);
    expect(page.waiting()).toEqual([]);
  });
});
