import { TestBed } from '@angular/core/testing';
import { AccountApi } from '../api/account-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { SignOut } from '@reprise/web/core/session/sign-out.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { at, JOB_ID, NOON } from '@reprise/web/testing/views.ts';
import { SessionsPanel } from './sessions-panel.ts';

async function show(current: boolean, ends_at_latest = at(30 * 86_400)): Promise<string> {
  const session = { session_id: JOB_ID, user_agent: null, address: '10.0.0.7', current };
  const times = { created_at: at(-7200), last_used_at: at(-7200), expires_at: at(7 * 86_400), ends_at_latest };
  const items = [{ ...session, ...times }];
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
  return (fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ');
}

it('a session that each use extends shows no final end', async () => {
  expect(await show(true)).toMatch(/ends 1 Dec.* if it is not used until then, and 24 Dec.* in any case/);
});

it('a session at its maximum age shows its end, used or not', async () => {
  const text = await show(true, at(7 * 86_400));
  expect(text).toMatch(/, ends 1 Dec/);
  expect(text).not.toContain('if it is not used');
});

it('a session shows its last recorded use, since uses are recorded at intervals', async () => {
  expect(await show(true)).toMatch(/10\.0\.0\.7, in use now, ends/);
  TestBed.resetTestingModule();
  expect(await show(false)).toMatch(/10\.0\.0\.7, last recorded use 2 h ago, ends/);
});
