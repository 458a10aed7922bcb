import { DOCUMENT, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { FirstAdmin } from '../first-admin.ts';
import { Session } from '@reprise/web/core/session.ts';
import { GATE } from '@reprise/web/shared/wings/gate.ts';
import { LinkPage } from '@reprise/web/shared/sign-in/link-page.ts';
import { AccountGate } from './account-gate.ts';
import { FirstAdminPage } from './first-admin-page.ts';
import { InvitePage } from './invite-page.ts';
import { SignInPage } from './sign-in-page.ts';

interface Browser {
  readonly pathname?: string;
  readonly signedOut?: boolean;
  readonly isDue?: 'yes' | 'no' | 'unknown';
  readonly canBeMade?: boolean;
}

const resume = jest.fn();

describe('the account gate in place of the shell', () => {
  const enter = ({ pathname = '/jobs', signedOut = false, isDue = 'no', canBeMade = false }: Browser) => {
    TestBed.configureTestingModule({
      providers: [
        { provide: Session, useValue: { signedOut: signal(signedOut) } },
        { provide: FirstAdmin, useValue: { isDue: signal(isDue), canBeMade: signal(canBeMade), resume } },
        { provide: DOCUMENT, useValue: new Proxy(document, { get: (page, name) => read(page, name, pathname) }) },
      ],
    });
  };
  const read = (page: Document, name: string | symbol, pathname: string): unknown => {
    if (name === 'location') return { pathname };
    const value: unknown = Reflect.get(page, name);
    return typeof value === 'function' ? (value.bind(page) as unknown) : value;
  };

  it.each([
    [InvitePage, { pathname: '/invite', signedOut: true }],
    [InvitePage, { pathname: '/invite', isDue: 'yes' }],
    [SignInPage, { signedOut: true }],
    [FirstAdminPage, { isDue: 'yes' }],
  ] as const)('shows %p for %j', async (page, browser) => {
    enter(browser);
    expect(await TestBed.inject(AccountGate).page()?.()).toBe(page);
  });

  it('shows nothing to a signed-in person, and waits until that is known', () => {
    enter({});
    expect(TestBed.inject(AccountGate).page()).toBeNull();
    TestBed.resetTestingModule();
    enter({ isDue: 'unknown' });
    expect(TestBed.inject(AccountGate).page()).toBeUndefined();
  });

  it('is offered in the menu while the first account can be created', () => {
    enter({ canBeMade: true });
    const offer = TestBed.inject(AccountGate).offer();
    expect(offer?.title).toBe('Make the first account');
    offer?.open();
    expect(resume).toHaveBeenCalledTimes(1);
    TestBed.resetTestingModule();
    enter({});
    expect(TestBed.inject(AccountGate).offer()).toBeNull();
  });

  it('shows the page of the link if no wing provides sign-ins', async () => {
    enter({ signedOut: true });
    expect(await TestBed.inject(GATE).page()?.()).toBe(LinkPage);
    TestBed.resetTestingModule();
    enter({});
    expect(TestBed.inject(GATE).page()).toBeNull();
  });
});
