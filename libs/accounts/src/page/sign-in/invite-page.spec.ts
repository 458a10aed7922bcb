import { TestBed } from '@angular/core/testing';
import { AccessApi } from '../api/access-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { ProblemError } from '@reprise/web/core/problem.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { at, NOON } from '@reprise/web/testing/views.ts';
import { InvitePage } from './invite-page.ts';

describe('the page of a one-time link', () => {
  afterEach(() => history.replaceState(null, '', '/'));

  it('states what a new password removes, beside the sessions', async () => {
    const reset = { kind: 'reset', email: 'ben@lab.example', name: 'Ben', role: 'operator', invited_by: 'Ana Ruiz' };
    TestBed.configureTestingModule({
      providers: [
        { provide: AccessApi, useValue: { showInvite: () => Promise.resolve({ ...reset, expires_at: at(600) }) } },
        { provide: Clock, useValue: { now: () => NOON } },
      ],
    });
    const page = TestBed.createComponent(InvitePage);
    await settled();
    await page.whenStable();
    expect((page.nativeElement as HTMLElement).textContent).toMatch(/passkeys and the second step[^]*are removed/);
  });

  it('shows another link in the same tab, without the outcome of the previous one', async () => {
    const invite = { kind: 'invite', email: 'ben@lab.example', name: null, role: 'operator', invited_by: 'Ana Ruiz' };
    const showInvite = (secret: string) =>
      secret === 'new'
        ? Promise.resolve({ ...invite, expires_at: at(600) })
        : Promise.reject(new ProblemError(410, 'This link was used, withdrawn or has expired.'));
    TestBed.configureTestingModule({
      providers: [
        { provide: AccessApi, useValue: { showInvite } },
        { provide: Clock, useValue: { now: () => NOON } },
      ],
    });
    history.replaceState(null, '', '/invite#old');
    const page = TestBed.createComponent(InvitePage);
    const text = async () => {
      await settled();
      await page.whenStable();
      return (page.nativeElement as HTMLElement).textContent;
    };
    expect(await text()).toContain('This link does not work any more');
    history.replaceState(null, '', '/invite#new');
    window.dispatchEvent(new Event('hashchange'));
    expect(await text()).toContain('Ana Ruiz invited you');
  });
});
