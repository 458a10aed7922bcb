import { json, route, sharedProblems } from '@reprise/contracts/for-wings';
import { FirstAdminBody, FirstPasskeyBody, PasskeyOptions, SignInResult } from '../views/sign-in.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { signInBodies, signInExamples } from '../examples/sign-in.ts';
import { CREATING_FIRST_ADMIN } from './rights.ts';

const { log_away } = sharedProblems;
const { admin_exists, guessable_password, not_local_administrator, wrong_first_passkey } = accessProblems;

export const firstAdminRoutes = {
  create: route({
    method: 'POST',
    path: '/api/session/first-admin',
    id: 'FirstAdmin_create',
    summary: 'Make the first account, an admin, and sign in with it',
    tag: 'Sign-in',
    right: CREATING_FIRST_ADMIN,
    body: { name: 'FirstAdminBody', schema: FirstAdminBody, examples: signInBodies.firstAdmin },
    answer: json('SignInResult', SignInResult, signInExamples.result, { status: 201, description: 'Made' }),
    problems: {
      ...everyAccess,
      ...everyAccessBody,
      not_local_administrator,
      admin_exists,
      guessable_password,
      wrong_first_passkey,
      log_away,
    },
  }),
  passkeyOptions: route({
    method: 'POST',
    path: '/api/session/first-admin/passkey-options',
    id: 'FirstAdmin_passkeyOptions',
    summary: 'Challenge for the passkey of the first admin, as WebAuthn options in JSON',
    tag: 'Sign-in',
    right: CREATING_FIRST_ADMIN,
    body: { name: 'FirstPasskeyBody', schema: FirstPasskeyBody, examples: signInBodies.firstPasskey },
    answer: json('PasskeyOptions', PasskeyOptions, signInExamples.newPasskeyOptions, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, not_local_administrator },
  }),
};
