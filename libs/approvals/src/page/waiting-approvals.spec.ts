import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Clock } from '@reprise/web/core/clock.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { aSession, at } from '@reprise/web/testing/views.ts';
import { ApprovalsApi } from './approvals-api.ts';
import { WaitingApprovals } from './waiting-approvals.ts';

it('counts a waiting command in the side bar until it expires, also between two reads', async () => {
  const now = signal(Date.parse(at(0)));
  const items = [600, 1200].map((seconds) => ({ status: 'waiting', expires_at: at(seconds) }));
  const session = { ...aSession(), approvals: ['rerun'] };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: ApprovalsApi, useValue: { list: () => Promise.resolve({ items, next_cursor: null }) } },
      { provide: Clock, useValue: { now } },
      { provide: Live, useValue: { openings: signal(0) } },
      { provide: CurrentUser, useValue: { asked: Promise.resolve(), session: () => session } },
    ],
  });
  const approvals = TestBed.inject(WaitingApprovals);
  await approvals.look();
  expect(approvals.words()).toBe('2 commands wait for approval');
  now.set(Date.parse(at(600)));
  expect(approvals.words()).toBe('1 command waits for approval');
});
