import { json, route } from '@reprise/contracts/for-wings';
import { ConfirmationView, ConfirmBody } from '../views/confirm.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { confirmationExample, confirmBody } from '../examples/confirm.ts';
import { CHANGING_OWN_ACCOUNT } from './rights.ts';

const { sign_in_locked, wrong_confirmation } = accessProblems;

export const confirmRoutes = {
  confirm: route({
    method: 'POST',
    path: '/api/session/confirm',
    id: 'Session_confirm',
    summary: 'Prove again who you are, for one signature',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    body: { name: 'ConfirmBody', schema: ConfirmBody, examples: confirmBody },
    answer: json('ConfirmationView', ConfirmationView, confirmationExample, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, wrong_confirmation, sign_in_locked },
  }),
};
