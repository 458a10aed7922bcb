import { DOCUMENT } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { SignInOptions } from '../../contract/index.ts';
import { AccessApi } from '../api/access-api.ts';
import { SessionApi } from '@reprise/web/core/api/session-api.ts';
import { ProblemError } from '@reprise/web/core/problem.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { noticeOf } from './notice.ts';
import { SignInPage } from './sign-in-page.ts';

const OPTIONS: SignInOptions = { password: true, passkey: true, oidc: null, first_admin_needed: false };

describe('the sign-in page', () => {
  const api = {
    options: jest.fn<AccessApi['options']>(),
    password: jest.fn<AccessApi['password']>(),
    totp: jest.fn<AccessApi['totp']>(),
  };
  const opened = jest.fn<(url: string) => void>();
  let fixture: ComponentFixture<SignInPage>;
  const page = () => fixture.nativeElement as HTMLElement;
  const rendered = async () => {
    await settled();
    await fixture.whenStable();
  };
  const fill = (...values: string[]) => {
    for (const [i, input] of [...page().querySelectorAll('input')].entries()) {
      input.value = values[i] ?? '';
      input.dispatchEvent(new Event('input'));
    }
  };
  const submit = async (...values: string[]) => {
    fill(...values);
    await rendered();
    page().querySelector('form')!.dispatchEvent(new Event('submit'));
    await rendered();
  };
  const open = async (options: Partial<SignInOptions> = {}) => {
    api.options.mockResolvedValue({ ...OPTIONS, ...options });
    fixture = TestBed.createComponent(SignInPage);
    await rendered();
  };

  beforeEach(() => {
    jest.resetAllMocks();
    const location = { pathname: '/jobs/j1', search: '?as_of=7&sign_in=wrong_link', hash: '', replace: opened };
    const withoutLeaving = new Proxy(document, {
      get: (target, name) => {
        if (name === 'location') return location;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    TestBed.configureTestingModule({
      providers: [
        { provide: AccessApi, useValue: api },
        { provide: SessionApi, useValue: { session: () => Promise.reject(new ProblemError(401, 'Sign in')) } },
        { provide: DOCUMENT, useValue: withoutLeaving },
      ],
    });
  });

  it('returns to the requested address', async () => {
    api.password.mockResolvedValue({ next: 'done' });
    await open();
    expect(page().textContent).toContain('This link does not sign in any more');
    await submit('ana@lab.example', 'correct horse');
    expect(api.password).toHaveBeenCalledWith({ email: 'ana@lab.example', password: 'correct horse' });
    expect(opened).toHaveBeenCalledWith('/jobs/j1?as_of=7');
  });

  it('requires a code if the account has an app', async () => {
    api.password.mockResolvedValue({ next: 'totp' });
    api.totp.mockRejectedValueOnce(new ProblemError(401, 'That code is not right.'));
    api.totp.mockResolvedValueOnce({ next: 'done' });
    await open();
    await submit('ana@lab.example', 'correct horse');
    await submit('123456');
    expect(page().querySelector('[role=alert]')!.textContent).toContain('That code is not right.');
    await submit('654321');
    expect(api.totp).toHaveBeenLastCalledWith({ code: '654321', backup: false });
    expect(opened).toHaveBeenCalledWith('/jobs/j1?as_of=7');
  });

  it('states why it was refused, and clears the password', async () => {
    api.password.mockRejectedValue(new ProblemError(429, 'Too many tries. Wait 15 minutes, or ask an admin.'));
    await open();
    await submit('ana@lab.example', 'wrong');
    expect(page().querySelector('.badb')!.textContent).toContain('Wait 15 minutes');
    expect([...page().querySelectorAll('input')].map(({ value }) => value)).toEqual(['ana@lab.example', '']);
  });

  it('replaces the notice by the reason of a refusal', async () => {
    api.password.mockRejectedValue(new ProblemError(403, 'This account is disabled. Ask an admin to enable it.'));
    await open();
    expect(page().querySelector('.note.info')).not.toBeNull();
    await submit('ana@lab.example', 'right');
    expect(page().querySelector('.note.info')).toBeNull();
    expect(page().querySelector('.badb')!.textContent).toContain('This account is disabled.');
  });

  it('marks missing fields without a request to the server', async () => {
    await open();
    await submit('ana', '');
    expect([...page().querySelectorAll('[aria-invalid=true]')]).toHaveLength(2);
    expect(api.password).not.toHaveBeenCalled();
  });

  it('offers the directory first, and returns from it', async () => {
    await open({ oidc: { label: 'Sign in with Lab ID' } });
    const link = page().querySelector<HTMLAnchorElement>('a.directory')!;
    expect(link.getAttribute('href')).toBe(`/api/sign-in/oidc?return_to=${encodeURIComponent('/jobs/j1?as_of=7')}`);
    expect(link.textContent).toContain('Sign in with Lab ID');
  });

  it('asks for the start link while no account exists', async () => {
    await open({ first_admin_needed: true, password: false, passkey: false });
    expect(page().querySelector('h1')!.textContent).toBe('Open Reprise with its link');
    expect(page().querySelectorAll('input')).toHaveLength(1);
  });
});

it('a notice states why the sign-in page is shown', () => {
  expect(noticeOf('', false)).toBe('');
  expect(noticeOf('', true)).toBe('Your session has ended. Sign in to continue where you were.');
  expect(noticeOf('?sign_in=odd', false)).toBe('');
});
