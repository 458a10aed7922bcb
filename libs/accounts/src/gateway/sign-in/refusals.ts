import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';

/** The response is the same for an account that does not exist, so that it does not reveal accounts. */
export const wrongPassword = () =>
  new ProblemException(401, 'E-mail or password is wrong. Try again, or ask an admin for a reset link.');

export const disabled = () => new ProblemException(403, 'This account is disabled. Ask an admin to enable it.');

export const wrongPasskey = () =>
  new ProblemException(
    401,
    'This passkey is not known here, or the request is too old. Try again, or use your password.',
  );

const wrongCode = () => new ProblemException(401, 'The code is wrong or too old. Enter the one that is shown now.');

const codeUsed = () =>
  new ProblemException(401, 'This code was used already. Enter your password again, and then the next code.');

const wrongBackupCode = () => new ProblemException(401, 'This backup code is wrong, or it was used already.');

/** This sign-in has ended, but another one may begin at once. */
const tooManyCodes = () =>
  new ProblemException(401, 'Too many wrong codes. Enter your password again, and then the code.');

const locked = () =>
  new ProblemException(429, 'Too many wrong codes for this account. Sign in again in a quarter of an hour.', {
    headers: { 'retry-after': '900' },
  });

const passwordFirst = () => new ProblemException(401, 'Enter your password again: that sign-in is over.');

/** Error code for a code that was already used. All other error codes come from the library. */
export const CODE_USED = 'CODE_USED';

/** Rejections of second factors by the library's codes, with the reason to record and the response. */
export const codeRefusals: Readonly<Record<string, readonly [string, () => ProblemException]>> = {
  INVALID_CODE: ['wrong_code', wrongCode],
  [CODE_USED]: ['used_code', codeUsed],
  INVALID_BACKUP_CODE: ['wrong_code', wrongBackupCode],
  INVALID_TWO_FACTOR_COOKIE: ['expired', passwordFirst],
  TOTP_NOT_ENABLED: ['expired', passwordFirst],
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: ['locked', tooManyCodes],
  ACCOUNT_TEMPORARILY_LOCKED: ['locked', locked],
};
