import { json, route, sharedProblems } from '@reprise/contracts/for-wings';
import { AcceptInviteBody, InviteView, PasskeyOptions, ShowInviteBody, SignInResult } from '../views/sign-in.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { inviteBodies, inviteExamples } from '../examples/invites.ts';
import { signInExamples } from '../examples/sign-in.ts';
import { SIGNING_IN } from './rights.ts';

const { log_away } = sharedProblems;
const {
  account_disabled,
  email_taken,
  guessable_password,
  link_over,
  person_name_taken,
  unknown_link,
  wrong_first_passkey,
} = accessProblems;

export const inviteRoutes = {
  show: route({
    method: 'POST',
    path: '/api/invites/show',
    id: 'Invites_show',
    summary: 'Who a one-time link is for, by its secret',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'ShowInviteBody', schema: ShowInviteBody, examples: inviteBodies.show },
    answer: json('Invite', InviteView, inviteExamples.invite, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, unknown_link, link_over },
  }),
  accept: route({
    method: 'POST',
    path: '/api/invites/accept',
    id: 'Invites_accept',
    summary: 'Use a one-time link up: set a password or a passkey, and sign in',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'AcceptInviteBody', schema: AcceptInviteBody, examples: inviteBodies.accept },
    answer: json('SignInResult', SignInResult, signInExamples.result, { description: 'Done' }),
    problems: {
      ...everyAccess,
      ...everyAccessBody,
      account_disabled,
      unknown_link,
      email_taken,
      link_over,
      person_name_taken,
      guessable_password,
      wrong_first_passkey,
      log_away,
    },
  }),
  passkeyOptions: route({
    method: 'POST',
    path: '/api/invites/passkey-options',
    id: 'Invites_passkeyOptions',
    summary: 'Challenge for the passkey of an invited person',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'ShowInviteBody', schema: ShowInviteBody, examples: inviteBodies.show },
    answer: json('PasskeyOptions', PasskeyOptions, signInExamples.newPasskeyOptions, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, unknown_link, link_over },
  }),
};
