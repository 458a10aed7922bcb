import { OneQuery, json, route } from '@reprise/contracts/for-wings';
import {
  PasskeyOptions,
  PasskeySignInBody,
  PasswordSignInBody,
  SignInOptions,
  SignInResult,
  TotpSignInBody,
} from '../views/sign-in.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { signInBodies, signInExamples } from '../examples/sign-in.ts';
import { SIGNING_IN } from './rights.ts';

const { account_disabled, sign_in_locked, too_many_codes, used_code, wrong_code, wrong_passkey, wrong_password } =
  accessProblems;

export const signInRoutes = {
  options: route({
    method: 'GET',
    path: '/api/sign-in',
    id: 'SignIn_options',
    summary: 'The ways to sign in',
    tag: 'Sign-in',
    right: SIGNING_IN,
    query: OneQuery,
    answer: json('SignInOptions', SignInOptions, signInExamples.options, { description: 'Done' }),
    problems: everyAccess,
  }),
  password: route({
    method: 'POST',
    path: '/api/sign-in/password',
    id: 'SignIn_password',
    summary: 'Sign in with e-mail and password',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'PasswordSignInBody', schema: PasswordSignInBody, examples: signInBodies.password },
    answer: json('SignInResult', SignInResult, signInExamples.result, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, wrong_password, account_disabled, sign_in_locked },
  }),
  totp: route({
    method: 'POST',
    path: '/api/sign-in/totp',
    id: 'SignIn_totp',
    summary: 'Second step of a sign-in: a code of the app, or a backup code',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'TotpSignInBody', schema: TotpSignInBody, examples: signInBodies.totp },
    answer: json('SignInResult', SignInResult, signInExamples.result, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, wrong_code, used_code, account_disabled, too_many_codes },
  }),
  passkeyOptions: route({
    method: 'POST',
    path: '/api/sign-in/passkey/options',
    id: 'SignIn_passkeyOptions',
    summary: 'Challenge for a passkey, as WebAuthn options in JSON',
    tag: 'Sign-in',
    right: SIGNING_IN,
    answer: json('PasskeyOptions', PasskeyOptions, signInExamples.passkeyOptions, { description: 'Done' }),
    problems: everyAccess,
  }),
  passkey: route({
    method: 'POST',
    path: '/api/sign-in/passkey',
    id: 'SignIn_passkey',
    summary: 'Sign in with a passkey',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'PasskeySignInBody', schema: PasskeySignInBody, examples: signInBodies.passkey },
    answer: json('SignInResult', SignInResult, signInExamples.result, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, wrong_passkey, account_disabled },
  }),
};
