import * as z from 'zod';
import { ListQuery, OneQuery, json, nothing, page, route, sharedProblems } from '@reprise/contracts/for-wings';
import { AccountChangeBody, AccountSession, AccountView } from '../views/account.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { accountBodies, accountExamples } from '../examples/account.ts';
import { CHANGING_OWN_ACCOUNT, ENDING_OWN_SESSIONS, OWN_ACCOUNT } from './rights.ts';

const { log_away, wrong_cursor } = sharedProblems;
const { last_passkey, local_administrator, not_in_browser, person_name_taken, unknown_passkey, unknown_session } =
  accessProblems;

export const accountRoutes = {
  show: route({
    method: 'GET',
    path: '/api/account',
    id: 'Account_show',
    summary: 'The account of the person who asks',
    tag: 'Account',
    right: OWN_ACCOUNT,
    query: OneQuery,
    answer: json('Account', AccountView, accountExamples.account, { description: 'Done' }),
    problems: { ...everyAccess, local_administrator },
  }),
  change: route({
    method: 'PATCH',
    path: '/api/account',
    id: 'Account_change',
    summary: 'Change the name of the account',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    body: { name: 'AccountChangeBody', schema: AccountChangeBody, examples: accountBodies.change },
    answer: json('Account', AccountView, accountExamples.account, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, local_administrator, person_name_taken, log_away },
  }),
  removePasskey: route({
    method: 'DELETE',
    path: '/api/account/passkeys/{id}',
    id: 'Account_removePasskey',
    summary: 'Remove a passkey',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    params: z.object({ id: z.string() }),
    answer: nothing('Done'),
    problems: { ...everyAccess, unknown_passkey, not_in_browser, last_passkey, log_away },
  }),
  listSessions: route({
    method: 'GET',
    path: '/api/account/sessions',
    id: 'Account_sessions',
    summary: 'Open sessions of the person who asks, the one used last first',
    tag: 'Account',
    right: OWN_ACCOUNT,
    query: ListQuery,
    answer: json('AccountSessionPage', page(AccountSession), accountExamples.sessions, { description: 'Done' }),
    problems: { ...everyAccess, local_administrator, wrong_cursor },
  }),
  endSession: route({
    method: 'DELETE',
    path: '/api/account/sessions/{id}',
    id: 'Account_endSession',
    summary: 'End a session at once',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    params: z.object({ id: z.string() }),
    answer: nothing('Done'),
    problems: { ...everyAccess, local_administrator, unknown_session, log_away },
  }),
  signOutEverywhere: route({
    method: 'POST',
    path: '/api/session/sign-out-everywhere',
    id: 'SignOutEverywhere_start',
    summary: 'End all sessions of the person who asks. Tokens stay valid',
    tag: 'Account',
    right: ENDING_OWN_SESSIONS,
    answer: nothing('Done'),
    problems: { ...everyAccess, local_administrator, log_away },
  }),
};
