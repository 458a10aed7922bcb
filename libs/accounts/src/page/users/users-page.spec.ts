import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Clock } from '@reprise/web/core/clock.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { at } from '@reprise/web/testing/views.ts';
import { UsersApi } from '../api/users-api.ts';
import { UsersPage } from './users-page.ts';

const invite = (email: string) => ({
  invite_id: email,
  email,
  role: 'viewer',
  invited_by: 'user:1',
  created_at: at(0),
  expires_at: at(600),
});

describe('the page of users', () => {
  it('reads accounts and invitations again while it is open', async () => {
    const openings = signal(0);
    let invited = ['ben@lab.example', 'cy@lab.example'];
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        {
          provide: UsersApi,
          useValue: {
            list: () => Promise.resolve({ items: [] }),
            invites: () => Promise.resolve({ items: invited.map(invite) }),
          },
        },
        { provide: Live, useValue: { follow: () => undefined, openings } },
        { provide: Clock, useValue: { now: signal(Date.parse(at(0))) } },
        { provide: People, useValue: { text: () => 'Ada', name: () => ({ text: 'Ada' }) } },
        { provide: CurrentUser, useValue: { isAdmin: () => true, whyNotRoute: () => '', account: () => '' } },
      ],
    });
    const fixture = TestBed.createComponent(UsersPage);
    const text = async () => {
      await settled();
      await fixture.whenStable();
      return (fixture.nativeElement as HTMLElement).textContent;
    };
    expect(await text()).toMatch(/ben@lab\.example[^]*cy@lab\.example/);
    invited = ['cy@lab.example'];
    openings.set(1);
    expect(await text()).not.toContain('ben@lab.example');
    expect(await text()).toContain('cy@lab.example');
  });
});
