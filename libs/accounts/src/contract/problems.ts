import { type ProblemExample, wrongField as wrong } from '@reprise/contracts/for-wings';

export const accessProblems = {
  wrong_access_body: wrong('name', 'is required'),
  wrong_password: {
    status: 401,
    detail: 'E-mail or password is wrong. Try again, or ask an admin for a reset link.',
  },
  wrong_code: { status: 401, detail: 'The code is wrong or too old. Enter the one that is shown now.' },
  wrong_passkey: {
    status: 401,
    detail: 'This passkey is not known here, or the request is too old. Try again, or use your password.',
  },
  account_disabled: { status: 403, detail: 'This account is disabled. Ask an admin to enable it.' },
  sign_in_locked: {
    status: 429,
    detail: 'Too many sign-ins failed. Try again in 15 min, or ask an admin for a reset link.',
  },
  too_many_codes: {
    status: 429,
    detail: 'Too many wrong codes for this account. Sign in again in a quarter of an hour.',
  },
  not_local_administrator: {
    status: 403,
    detail: 'Only the local administrator makes the first account: open the link of the start.',
  },
  admin_exists: { status: 409, detail: 'There is an admin already. Ask them to invite you, or sign in.' },
  role_above_own: wrong('role', 'can be operator at most, which is yours'),
  no_account: {
    status: 409,
    detail: 'The local administrator has no account, and so no tokens. Sign in as a person to make one.',
  },
  no_accounts: {
    status: 409,
    detail: 'No account exists yet that could allow this. Open the link of the start and create the first one.',
  },
  device_rejected: { status: 403, detail: 'The sign-in was rejected on the page.' },
  device_over: { status: 410, detail: 'This sign-in has expired or was used. Start it again.' },
  unknown_device: {
    status: 404,
    detail: 'No program waits with the code LAB2-7KEY. Compare it, or start the sign-in again.',
  },
  too_many_tokens: { status: 409, detail: 'You have 100 tokens, the most there can be. Revoke one first.' },
  unknown_token: { status: 404, detail: 'There is no token 3b0a6e8e-2f53-4a0e-9a35-1c7a52b8d0f4.' },
  unknown_user: { status: 404, detail: 'There is no user 7c8e2c0a-54e5-4f0f-8a39-3b1d6f0f2c11.' },
  unknown_invite: { status: 404, detail: 'There is no open invite 0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c.' },
  unknown_link: {
    status: 404,
    detail: 'There is no such link. Copy the whole link, or ask an admin for a new one.',
  },
  link_over: { status: 410, detail: 'This link was used, withdrawn or has expired. Ask an admin for a new one.' },
  email_taken: {
    status: 409,
    detail: 'ben@lab.example has an account already: its owner signs in with that address, and needs no new account.',
  },
  person_name_taken: wrong('name', 'is that of another account: add a middle name or a team'),
  last_admin: { status: 409, detail: 'This is the last admin. Make another user an admin first.' },
  directory_decides: {
    status: 409,
    detail: 'The directory decides the role of Ben Ito. Change their groups there: it counts from their next sign-in.',
  },
  reset_in_directory: {
    status: 409,
    detail: 'Ben Ito signs in with the directory of the organization: reset it there.',
  },
  local_administrator: {
    status: 404,
    detail: 'The local administrator has no account. Sign in as a person to have one.',
  },
  not_in_browser: {
    status: 409,
    detail: 'Sign in with a browser to change this: it cannot be done by a token.',
  },
  sign_in_stale: {
    status: 403,
    detail: 'You signed in too long ago for this. Sign out, sign in again, and then add the passkey.',
  },
  unknown_passkey: { status: 404, detail: 'There is no passkey 5f0c2a52-6c3a-4f0e-8d0c-2b8f3a1e9d77.' },
  unknown_session: { status: 404, detail: 'You have no open session 0f8b6d0e-33aa-4a5b-9f11-6f0d9f6f5a10.' },
  no_password: {
    status: 409,
    detail: 'Your account has no password here: it signs in with the directory or a passkey.',
  },
  totp_on: { status: 409, detail: 'The second factor is on already. Turn it off first.' },
  last_passkey: { status: 409, detail: 'This passkey is your only way to sign in. Add another one first.' },
  totp_not_begun: { status: 409, detail: 'Begin the set-up of the second factor first.' },
  wrong_current_password: wrong('current_password', 'is wrong'),
  wrong_setup_code: wrong('code', 'is wrong or too old: enter the one shown now'),
  guessable_password: wrong('password', 'is easy to guess: take three or four words that do not belong together'),
  guessable_new_password: wrong(
    'new_password',
    'is easy to guess: take three or four words that do not belong together',
  ),
  used_code: {
    status: 401,
    detail: 'This code was used already. Enter your password again, and then the next code.',
  },
  wrong_first_passkey: wrong('passkey', 'could not be checked: begin to add the passkey again'),
  wrong_credential: wrong('response', 'could not be checked: begin to add the passkey again'),
  wrong_confirmation: { status: 403, detail: 'The password is wrong. Nothing was signed.' },
} as const satisfies Readonly<Record<string, ProblemExample>>;
