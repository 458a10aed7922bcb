import { signInWords } from './user-words.ts';

describe('how a user signs in', () => {
  const user = { from_directory: false, totp_enabled: false, passkeys: 0 };
  it.each([
    ['password', {}],
    ['password and app', { totp_enabled: true }],
    ['password and app, passkey', { totp_enabled: true, passkeys: 1 }],
    ['passkey', { passkeys: 1 }],
    ['directory', { from_directory: true }],
  ])('is said as %s, without a password that may not be there', (words, ways) => {
    expect(signInWords({ ...user, ...ways })).toBe(words);
  });
});
