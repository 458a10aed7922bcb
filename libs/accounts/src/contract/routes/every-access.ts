import { everyBody, everyQuery, sharedProblems } from '@reprise/contracts/for-wings';
import { accessProblems } from '../problems.ts';

const { accounts_away, other_site } = sharedProblems;
const { wrong_access_body } = accessProblems;

/** Problems of every route for sign-in, accounts, users and tokens. */
export const everyAccess = { ...everyQuery, accounts_away, other_site };
/** Problems of the same routes if they have a body. */
export const everyAccessBody = { ...everyBody, wrong_access_body };
