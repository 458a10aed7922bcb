import { json, nothing, route, sharedProblems } from '@reprise/contracts/for-wings';
import { Passkey, PasswordChangeBody, TotpBody, TotpConfirmBody, TotpSetup } from '../views/account.ts';
import { PasskeyBody, PasskeyOptions } from '../views/sign-in.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { accountBodies, accountExamples } from '../examples/account.ts';
import { CHANGING_OWN_ACCOUNT } from './rights.ts';

const { log_away } = sharedProblems;
const {
  guessable_new_password,
  no_password,
  not_in_browser,
  sign_in_locked,
  sign_in_stale,
  totp_not_begun,
  totp_on,
  wrong_credential,
  wrong_current_password,
  wrong_setup_code,
} = accessProblems;

export const credentialRoutes = {
  changePassword: route({
    method: 'POST',
    path: '/api/account/password',
    id: 'Account_changePassword',
    summary: 'Change the password. All other sessions of the account end',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    body: { name: 'PasswordChangeBody', schema: PasswordChangeBody, examples: accountBodies.password },
    answer: nothing('Done'),
    problems: {
      ...everyAccess,
      ...everyAccessBody,
      not_in_browser,
      no_password,
      wrong_current_password,
      guessable_new_password,
      sign_in_locked,
      log_away,
    },
  }),
  passkeyOptions: route({
    method: 'POST',
    path: '/api/account/passkeys/options',
    id: 'Account_passkeyOptions',
    summary: 'Challenge for a new passkey, as WebAuthn options in JSON',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    answer: json('PasskeyOptions', PasskeyOptions, accountExamples.passkeyOptions, { description: 'Done' }),
    problems: { ...everyAccess, sign_in_stale, not_in_browser },
  }),
  addPasskey: route({
    method: 'POST',
    path: '/api/account/passkeys',
    id: 'Account_addPasskey',
    summary: 'Add a passkey, which the browser made for the challenge',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    body: { name: 'PasskeyBody', schema: PasskeyBody, examples: accountBodies.passkey },
    answer: json('Passkey', Passkey, accountExamples.passkey, { status: 201, description: 'Made' }),
    problems: { ...everyAccess, ...everyAccessBody, sign_in_stale, not_in_browser, wrong_credential, log_away },
  }),
  setUpTotp: route({
    method: 'POST',
    path: '/api/account/totp',
    id: 'Account_setUpTotp',
    summary: 'Begin to set up a second factor: the secret is shown only here',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    body: { name: 'TotpBody', schema: TotpBody, examples: accountBodies.totp },
    answer: json('TotpSetup', TotpSetup, accountExamples.totp, { description: 'Done' }),
    problems: {
      ...everyAccess,
      ...everyAccessBody,
      not_in_browser,
      no_password,
      totp_on,
      wrong_current_password,
      sign_in_locked,
    },
  }),
  confirmTotp: route({
    method: 'POST',
    path: '/api/account/totp/confirm',
    id: 'Account_confirmTotp',
    summary: 'Confirm the second factor by a code: from now on it is asked for',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    body: { name: 'TotpConfirmBody', schema: TotpConfirmBody, examples: accountBodies.code },
    answer: nothing('Done'),
    problems: { ...everyAccess, ...everyAccessBody, not_in_browser, totp_not_begun, wrong_setup_code, log_away },
  }),
  removeTotp: route({
    method: 'POST',
    path: '/api/account/totp/remove',
    id: 'Account_removeTotp',
    summary: 'Turn the second factor off',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    body: { name: 'TotpBody', schema: TotpBody, examples: accountBodies.totp },
    answer: nothing('Done'),
    problems: {
      ...everyAccess,
      ...everyAccessBody,
      not_in_browser,
      no_password,
      wrong_current_password,
      sign_in_locked,
      log_away,
    },
  }),
};
