import type { Right } from '../../access/right.ts';

export const SIGNING_IN: Right = { role: null, does: 'Signing in' };
export const CREATING_FIRST_ADMIN: Right = { role: 'admin', does: 'Creating the first admin' };
/** Tokens of others are managed by admins only: the service checks it. */
export const OWN_TOKENS: Right = { role: 'viewer', does: 'Managing tokens of your own' };
export const USERS: Right = { role: 'admin', does: 'Managing users' };
export const OWN_ACCOUNT: Right = { role: 'viewer', does: 'Managing your own account' };
export const OWN_SESSION: Right = { role: 'viewer', does: 'Using a session' };

/** An API token that leaks gives its role away, and not the account: it makes no ways to sign in, for anybody. */
const byPerson = (given: Right): Right => ({ ...given, notByToken: true });
export const CHANGING_OWN_TOKENS = byPerson(OWN_TOKENS);
export const CHANGING_USERS = byPerson(USERS);
export const CHANGING_OWN_ACCOUNT = byPerson(OWN_ACCOUNT);
export const ENDING_OWN_SESSIONS = byPerson(OWN_SESSION);
