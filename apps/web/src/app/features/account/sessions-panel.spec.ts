import { TestBed } from '@angular/core/testing';
import { AccountApi } from '../../core/api/account-api.ts';
import { Clock } from '../../core/clock.ts';
import { SignOut } from '../../core/session/sign-out.ts';
import { settled } from '../../testing/settled.ts';
import { at, JOB_ID, NOON } from '../../testing/views.ts';
import { SessionsPanel } from './sessions-panel.ts';

it('a session that goes on with each use is not said to end at the latest then', async () => {
  const session = { session_id: JOB_ID, user_agent: null, address: '10.0.0.7', current: true };
  const items = [{ ...session, created_at: at(-60), last_used_at: at(-60), expires_at: at(7 * 86_400) }];
  TestBed.configureTestingModule({
    providers: [
      { provide: AccountApi, useValue: { sessions: () => Promise.resolve({ items, next_cursor: null }) } },
      { provide: Clock, useValue: { now: () => NOON } },
      { provide: SignOut, useValue: {} },
    ],
  });
  const fixture = TestBed.createComponent(SessionsPanel);
  await settled();
  await fixture.whenStable();
  expect((fixture.nativeElement as HTMLElement).textContent).toMatch(/ends .* if it is not used until then/);
});
