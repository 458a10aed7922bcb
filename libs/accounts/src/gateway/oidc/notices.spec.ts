import { noticeOf, withNotice, withoutOrigin } from './notices.ts';

describe('the notice of a failed sign-in', () => {
  it.each([
    ['no_role', 'not_allowed'],
    ['BANNED_USER', 'disabled'],
    ['account_not_linked', 'not_linked'],
    ['state_mismatch', 'directory_failed'],
  ])('for %s is %s', (error, notice) => {
    expect(noticeOf(error)).toBe(notice);
  });

  it('is added to the path of the page, with its query', () => {
    expect(withNotice('/jobs?as_of=7#steps', 'disabled')).toBe('/jobs?as_of=7&sign_in=disabled#steps');
  });

  it('never redirects to another site', () => {
    expect(withoutOrigin(new URL('http://localhost//evil.example/a'))).toBe('/evil.example/a');
    expect(withNotice('/a//b', 'disabled')).toBe('/a//b?sign_in=disabled');
  });
});
