import { everyBody, everyQuery, sharedProblems } from '../../http/problem-examples.ts';
import { accessProblems } from '../problems/access.ts';

const { other_site } = sharedProblems;
const { accounts_away, wrong_access_body } = accessProblems;

/** Problems of every route for sign-in, accounts, users and tokens. */
export const everyAccess = { ...everyQuery, accounts_away, other_site };
/** Problems of those with a body. */
export const everyAccessBody = { ...everyBody, wrong_access_body };
