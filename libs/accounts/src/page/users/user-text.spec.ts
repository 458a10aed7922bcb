import { inviteLead, signInText } from './user-text.ts';

describe("the text for a user's means of sign-in", () => {
  const user = { from_directory: false, has_password: false, totp_enabled: false, passkeys: 0 };
  it.each([
    ['password', { has_password: true }],
    ['password and app', { has_password: true, totp_enabled: true }],
    ['password and app, passkey', { has_password: true, totp_enabled: true, passkeys: 1 }],
    ['password, passkey', { has_password: true, passkeys: 1 }],
    ['passkey', { passkeys: 1 }],
    ['directory', { from_directory: true }],
    ['directory, passkey', { from_directory: true, passkeys: 1 }],
  ])('is %s', (words, ways) => {
    expect(signInText({ ...user, ...ways })).toBe(words);
  });
});

it('the text about an invitation states that its form creates the account, not the opened link', () => {
  expect(inviteLead('viewer')).toBe(
    'The first person to fill in its form gets the account, as Viewer. Send it where only they read.',
  );
});
