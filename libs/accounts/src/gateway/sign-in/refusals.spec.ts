import { CODE_USED, codeRefusals, disabled, wrongPasskey, wrongPassword } from './refusals.ts';

describe('the refusal of a second factor', () => {
  it.each([
    ['INVALID_CODE', 'wrong_code', 401, 'The code is wrong or too old. Enter the one that is shown now.'],
    ['INVALID_BACKUP_CODE', 'wrong_code', 401, 'This backup code is wrong, or it was used already.'],
    [CODE_USED, 'used_code', 401, 'This code was used already. Enter your password again, and then the next code.'],
    ['INVALID_TWO_FACTOR_COOKIE', 'expired', 401, 'Enter your password again: that sign-in is over.'],
    ['TOTP_NOT_ENABLED', 'expired', 401, 'Enter your password again: that sign-in is over.'],
    [
      'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE',
      'locked',
      401,
      'Too many wrong codes. Enter your password again, and then the code.',
    ],
    ['ACCOUNT_TEMPORARILY_LOCKED', 'locked', 429, expect.stringContaining('in a quarter of an hour')],
  ])('with %s is recorded as %s and answered with %i', (code, recorded, status, detail) => {
    const [reason, refusal] = codeRefusals[code]!;
    expect(reason).toBe(recorded);
    expect(refusal()).toMatchObject({ status, detail });
  });

  it('states the seconds until the next try while it is locked', () => {
    expect(codeRefusals['ACCOUNT_TEMPORARILY_LOCKED']![1]()).toMatchObject({ headers: { 'retry-after': '900' } });
  });
});

it('the refusal of a sign-in states the remedy, and not which accounts exist', () => {
  expect(wrongPassword()).toMatchObject({
    status: 401,
    detail: 'E-mail or password is wrong. Try again, or ask an admin for a reset link.',
  });
  expect(wrongPasskey()).toMatchObject({
    status: 401,
    detail: 'This passkey is not known here, or the request is too old. Try again, or use your password.',
  });
  expect(disabled()).toMatchObject({
    status: 403,
    detail: 'This account is disabled. Ask an admin to enable it.',
  });
});
