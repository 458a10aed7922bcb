import { OWN_SESSION, type Right } from '@reprise/contracts/for-wings';

export const SIGNING_IN: Right = { role: null, does: 'Signing in' };
export const CREATING_FIRST_ADMIN: Right = { role: 'admin', does: 'Creating the first admin' };
/** Tokens of other users require an admin, which the service checks. */
export const OWN_TOKENS: Right = { role: 'viewer', does: 'Managing tokens of your own' };
export const USERS: Right = { role: 'admin', does: 'Managing users' };
export const OWN_ACCOUNT: Right = { role: 'viewer', does: 'Managing your own account' };

/** A leaked API token exposes its role, but not the account, because tokens cannot add sign-in methods for any user. */
const byPerson = (given: Right): Right => ({ ...given, notByToken: true });
export const CHANGING_OWN_TOKENS = byPerson(OWN_TOKENS);
export const CHANGING_USERS = byPerson(USERS);
export const CHANGING_OWN_ACCOUNT = byPerson(OWN_ACCOUNT);
export const ENDING_OWN_SESSIONS = byPerson(OWN_SESSION);
